/** What a user may sign in with; never part of a message. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** To be changed for an access token by OAuth 2. */
  | { readonly kind: 'identity'; readonly token: string }
  /** An access token already. */
  | { readonly kind: 'access'; readonly token: string };

/** What was found, and in a clause what stood in the way, told only when signing in fails. */
export interface FoundCredentials {
  readonly credentials: Credentials | null;
  readonly trouble: string | null;
  /** Milliseconds since 1970, after which they are to be asked for again; absent where nothing says that they end. */
  readonly expiresAt?: number;
}
