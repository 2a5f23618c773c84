import { parseDigest } from '../digest.js';

/** An image as a registry knows it; a name without tag and digest means `latest`. */
export interface ImageName {
  /** `docker.io`, `registry.example` or `localhost:5000`. */
  readonly host: string;
  /** With `library/` for Docker's own images. */
  readonly repository: string;
  /** Null only where a digest is given. */
  readonly tag: string | null;
  readonly digest: string | null;
  /** False where the host is Docker Hub because none was named. */
  readonly hasHost: boolean;
}

/** https://github.com/distribution/distribution/blob/v2.8.2/reference/reference.go */
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** What registries take at most; longer ones come from no registry. */
const LONGEST_NAME = 255;

/** Takes `[host[:port]/]name[:tag][@digest]` apart as Docker does; null for what is no such name. */
export function parseImageName(text: string): ImageName | null {
  if (text.length > 2 * LONGEST_NAME) return null;
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  if (digest !== null && parseDigest(digest) === null) return null;
  const tagged = at < 0 ? text : text.slice(0, at);
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const tag = colon < 0 ? null : tagged.slice(colon + 1);
  if (tag !== null && !TAG.test(tag)) return null;
  const { host, path } = splitHost(colon < 0 ? tagged : tagged.slice(0, colon));
  if (path.length > LONGEST_NAME || !path.split('/').every((component) => COMPONENT.test(component))) return null;
  if (host !== null && !HOST.test(host)) return null;
  const hub = host === null || host === 'docker.io' || host === 'index.docker.io';
  return {
    host: hub ? 'docker.io' : host,
    repository: hub && !path.includes('/') ? `library/${path}` : path,
    tag: tag ?? (digest === null ? 'latest' : null),
    digest,
    hasHost: host !== null,
  };
}

/** A first part with a dot, a colon or a capital letter is a host, as is `localhost`. */
function splitHost(name: string): { readonly host: string | null; readonly path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  return slash > 0 && isHost ? { host: first, path: name.slice(slash + 1) } : { host: null, path: name };
}

/** `host/repository`, as messages name it. */
export function repositoryOf(name: ImageName): string {
  return `${name.host}/${name.repository}`;
}
