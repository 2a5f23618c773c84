/** How registries are reached. Without user and password, what `docker login` or `podman login` left is used. */
export interface RegistryOptions {
  readonly username?: string;
  readonly password?: string;
  /** Plain HTTP and certificates of anybody are taken. Whoever listens on the way then sees the credentials. */
  readonly insecure?: boolean;
  /** A file with authorities (PEM) to trust beside the usual ones. */
  readonly caFile?: string;
  /** `[http[s]://]HOST[:PORT][/PATH]`: asked before Docker Hub for its images, in this order, with credentials of their own. */
  readonly mirrors?: readonly string[];
}
