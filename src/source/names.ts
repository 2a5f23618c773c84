/** `nginx`, `library/nginx:latest` and `docker.io/library/nginx:latest` become one. https://pkg.go.dev/github.com/distribution/reference#ParseNormalizedNamed */
function normalizeImageName(name: string): string {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasHost ? name : name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;
  const tagged = /[:@]/.test(path.slice(path.lastIndexOf('/') + 1)) ? path : `${path}:latest`;
  return tagged.replace(/^(index\.)?docker\.io\//, 'docker.io/');
}

/** True when a user who says `wanted` means the image of this name. */
export function isNamed(name: string, wanted: string): boolean {
  return name === wanted || normalizeImageName(name) === normalizeImageName(wanted);
}

/** The ways to split `PATH[:selector]` whose path part could be a path, longest path first; the selector '' when there is none. */
export function splitReference(rest: string, separators: RegExp): readonly { readonly path: string; readonly selector: string }[] {
  const splits = [...rest.matchAll(separators)].map((found) => ({
    path: rest.slice(0, found.index),
    selector: rest.slice(found[0] === '@' ? found.index : found.index + 1),
  }));
  return [{ path: rest, selector: '' }, ...splits.filter((split) => split.path !== '').reverse()];
}
