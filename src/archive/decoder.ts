import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { giveText, takeText } from '../kernel/memory.js';

/** Output that is made at a time: small enough to stay in a core's cache, big enough that calls do not count. */
const OUTPUT_BYTES = 256 * 1024;
/** Z_NO_FLUSH and Z_FINISH; zstd's own numbers for the same are equal enough for a decoder. */
const GO_ON = 0;
const FINISH = 4;
const NOTHING = Buffer.alloc(0);

/** What streams of `node:zlib` keep inside. It is private to Node, hence looked at before it is used. */
interface Handle {
  writeSync(flush: number, input: Buffer, inputAt: number, inputLength: number, output: Buffer, outputAt: number, outputLength: number): void;
  reset(): void;
  onerror: (message: string, errno: number, code: string) => void;
}

/**
 * A decoder of `node:zlib` without its stream: it decodes at once, into one piece of memory that is used again and again.
 * A stream costs a sixth more for long inputs and twenty times as much for short ones.
 */
export class Decoder {
  readonly #handle: Handle;
  readonly #state: Uint32Array;
  /** Keeps what the handle belongs to. */
  readonly #owner: Transform;
  /** Where kernels read it, if there is room. */
  readonly output = takeText(OUTPUT_BYTES);
  /** Of the last call: bytes taken of the input, bytes given in `output`, and what went wrong. */
  taken = 0;
  given = 0;
  failure: Error | null = null;

  private constructor(owner: Transform, handle: Handle, state: Uint32Array) {
    this.#owner = owner;
    this.#handle = handle;
    this.#state = state;
    handle.onerror = (message, errno, code) => {
      this.failure = Object.assign(new Error(message), { errno, code });
    };
  }

  /** Null where this Node keeps something else inside. */
  static of(stream: Transform): Decoder | null {
    const { _handle: handle, _writeState: state } = stream as unknown as { readonly _handle?: Partial<Handle>; readonly _writeState?: unknown };
    if (typeof handle?.writeSync !== 'function' || typeof handle.reset !== 'function' || typeof handle.onerror !== 'function') return null;
    return ArrayBuffer.isView(state) && state.byteLength === 8 ? new Decoder(stream, handle as Handle, state as Uint32Array) : null;
  }

  /** Decodes from `input[from]` on until the input or the room for output is used up, or the encoded stream has come to its end. */
  run(input: Buffer, from: number, isLast: boolean): void {
    this.failure = null;
    const length = input.length - from;
    this.#handle.writeSync(isLast ? FINISH : GO_ON, input, from, length, this.output, 0, OUTPUT_BYTES);
    // What was made before a failure within one call is not told.
    this.given = this.failure ? 0 : OUTPUT_BYTES - this.#state[0]!;
    this.taken = this.failure ? 0 : length - this.#state[1]!;
  }

  /** True when there may be more output without more input. */
  get isFull(): boolean {
    return this.given === OUTPUT_BYTES;
  }

  reset(): void {
    this.#handle.reset();
  }

  /** For good. */
  close(): void {
    this.#owner.destroy();
    giveText(this.output);
  }
}

type Format = 'raw' | 'zlib';

const idle: Record<Format, Decoder[]> = { raw: [], zlib: [] };
let works: boolean | null = null;

/** A decoder of deflated data, to be given back; null where it has to be done by a stream. */
export function borrowDecoder(format: Format): Decoder | null {
  works ??= isSound(zlib.createInflateRaw, zlib.deflateRawSync(PROOF), true);
  if (!works) return null;
  const known = idle[format].pop();
  if (known) return known;
  return Decoder.of(format === 'raw' ? zlib.createInflateRaw() : zlib.createInflate());
}

export function returnDecoder(format: Format, decoder: Decoder): void {
  decoder.reset();
  idle[format].push(decoder);
}

/** What decoders are tried on. */
export const PROOF = Buffer.from('a decoder that does what its stream does '.repeat(9));

/** Tries a decoder once, `encoded` being `PROOF`: what a later Node may do otherwise shows here, and not in a layer. `finishes`: it tells an end within. */
export function isSound(create: () => Transform, encoded: Buffer, finishes: boolean): boolean {
  try {
    const decoder = Decoder.of(create());
    if (decoder === null) return false;
    for (let round = 0; round < 2; round += 1) {
      decoder.run(Buffer.concat([encoded, PROOF]), 0, false);
      if (decoder.failure || decoder.taken !== encoded.length || !decoder.output.subarray(0, decoder.given).equals(PROOF)) return false;
      decoder.reset();
    }
    decoder.run(encoded.subarray(0, 5), 0, false);
    decoder.run(NOTHING, 0, true);
    decoder.close();
    return !finishes || decoder.failure !== null;
  } catch {
    return false;
  }
}

/**
 * Decodes what `pull` gives until it gives null, or until the encoded stream ends before; gives back what then is left of the
 * last piece. What it yields is valid until the next is asked for. A failure is turned by `wrap`, and comes after all that
 * could be read; where `finishes`, an end within the encoded stream is one.
 */
export async function* decodePieces(decoder: Decoder, pull: () => Promise<Buffer | null>, finishes: boolean, wrap: (cause: unknown) => Error): AsyncGenerator<Buffer, Buffer> {
  for (let piece = await pull(); piece !== null; piece = await pull()) {
    let at = 0;
    do {
      decoder.run(piece, at, false);
      if (decoder.failure) throw wrap(decoder.failure);
      at += decoder.taken;
      if (decoder.given > 0) yield decoder.output.subarray(0, decoder.given);
    } while (decoder.isFull);
    if (at < piece.length) return piece.subarray(at);
  }
  decoder.run(NOTHING, 0, finishes);
  if (decoder.failure) throw wrap(decoder.failure);
  return NOTHING;
}
