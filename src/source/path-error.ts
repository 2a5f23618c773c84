import { LayerlintError } from '../model/error.js';

/** Says in words why a path of the user's could not be read. */
export function explainPathError(path: string, cause: unknown): LayerlintError {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LayerlintError('not-found', `\`${path}\` does not exist.`, { hint: 'Check the path; relative paths start at the current directory.', cause });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new LayerlintError('unreadable', `\`${path}\` may not be read by this user.`, { hint: 'Run as a user who may read it, or change its permissions.', cause });
  }
  return new LayerlintError('unreadable', `\`${path}\` could not be read (${code ?? 'unknown reason'}).`, { hint: 'Check the path and the disk that it lies on.', cause });
}
