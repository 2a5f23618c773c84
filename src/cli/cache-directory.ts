import { platform } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from './terminal.js';

/**
 * Where reports of layers are kept: `LAYERLINT_CACHE`, else the folder for such things of this system; null where it is set
 * to nothing, or where the environment names no home. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheDirectory(env: Terminal['env'], system: string = platform()): string | null {
  const named = env['LAYERLINT_CACHE'];
  if (named !== undefined) return named === '' ? null : named;
  const folder = system === 'win32' ? env['LOCALAPPDATA'] : system === 'darwin' ? below(env['HOME'], 'Library/Caches') : env['XDG_CACHE_HOME'] || below(env['HOME'], '.cache');
  return folder ? join(folder, 'layerlint') : null;
}

function below(home: string | undefined, folder: string): string | undefined {
  return home ? join(home, folder) : undefined;
}
