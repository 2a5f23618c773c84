/**
 * A path as seen from a working directory, `.` and `..` taken out, `/root` written as `~`. A working directory that the base
 * image sets is unknown and empty: paths below it stay relative, and equal when they are the same.
 */
export function joinWorkdir(workdir: string, path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^\$\{?HOME\}?(?=\/|$)/, '~');
  const absolute = /^(?:\/|~|[A-Za-z]:)/.test(slashed);
  const joined = absolute || workdir === '' ? slashed : `${workdir}/${slashed}`;
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const normal = (joined.startsWith('/') ? '/' : '') + parts.join('/');
  return normal.replace(/^\/root(?=\/|$)/, '~');
}
