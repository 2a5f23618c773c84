import type { Readable, Writable } from 'node:stream';

/** What a run gets from the process; tests bring their own. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** https://no-color.org and https://force-color.org; what was asked for outweighs what was asked not to be. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: Terminal['env']): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env['NO_COLOR']) return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** `LAYERLINT_SALT` keys the fingerprints, which then tell a secret wherever it lies; null keeps values out of them. */
export function saltOf(env: Terminal['env']): string | null {
  return env['LAYERLINT_SALT'] || null;
}

/** All of standard input. */
export async function readInput({ stdin }: Terminal): Promise<Buffer> {
  // Seldom asked for.
  const { buffer } = await import('node:stream/consumers');
  return buffer(stdin);
}
