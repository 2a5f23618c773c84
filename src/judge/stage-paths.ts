import type { CopyPaths } from '../model/dockerfile.js';

/** A path as seen from the root of a stage, without a slash in front: what `COPY --from` counts from. */
export function rootPath(path: string): string {
  // A base image that sets no WORKDIR works at the root, so a path that is still relative begins there.
  const rooted = path.replace(/^~(?=\/|$)/, 'root').replace(/^[A-Za-z]:/, '');
  return rooted
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Where a file of a stage lands when it is copied, as a root path; null when the sources leave it behind. */
export function landingPath({ sources, target, excludes }: Pick<CopyPaths, 'sources' | 'target' | 'excludes'>, path: string): string | null {
  if (!target) return null;
  const into = rootPath(target.path);
  for (const { path: source } of sources) {
    const rest = restBelow(rootPath(source), path);
    if (rest === null) continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (excludes.some((glob) => isExcluded(glob, rest === '' ? name : rest))) continue;
    const folder = target.path.endsWith('/') || target.path === '' || sources.length > 1 || /[*?]/.test(source);
    const below = rest === '' ? (folder ? name : '') : rest;
    return [into, below].filter((part) => part !== '').join('/');
  }
  return null;
}

/** What of the path lies below a source, whose parts may be wildcards: `''` when the source is the file itself; null when it is another. */
function restBelow(source: string, path: string): string | null {
  if (source === '') return path;
  const wanted = source.split('/');
  const parts = path.split('/');
  if (parts.length < wanted.length || !wanted.every((pattern, at) => matchesPart(pattern, parts[at]!))) return null;
  return parts.slice(wanted.length).join('/');
}

function isExcluded(glob: string, rest: string): boolean {
  const wanted = rootPath(glob);
  const anywhere = wanted.startsWith('**/') ? wanted.slice(3) : null;
  if (anywhere === null) return restBelow(wanted, rest) !== null;
  const parts = rest.split('/');
  return parts.some((_, at) => restBelow(anywhere, parts.slice(at).join('/')) !== null);
}

/** `*` and `?` within one part of a path; costs no more than the product of the lengths. */
function matchesPart(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  let position = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      position = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
