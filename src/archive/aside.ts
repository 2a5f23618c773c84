import { LayerlintError } from '../model/error.js';
import type { ByteSource } from './byte-source.js';

/** Takes what a stream holds beside its content: texts of headers, bytes that follow it. `name` says what it is. */
export type Aside = (name: string, bytes: Buffer) => void;

/** Of what follows a stream: padding, a signature, what someone hid there. */
const MAX_REST = 1024 * 1024;

/** Reads to the end and tells what is there, if it is no padding. Throws `limit-exceeded` where there is more than a megabyte. */
export async function tellRest(source: ByteSource, kind: string, aside: Aside): Promise<void> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
    pieces.push(Buffer.from(piece.subarray(0, MAX_REST - length)));
    length += piece.length;
    if (length <= MAX_REST) continue;
    aside(`behind the ${kind} stream`, Buffer.concat(pieces));
    throw new LayerlintError('limit-exceeded', `More than ${MAX_REST} bytes follow the ${kind} stream; the rest was not read.`);
  }
  const rest = Buffer.concat(pieces);
  if (rest.some((byte) => byte !== 0)) aside(`behind the ${kind} stream`, rest);
}
