import type { Transform } from 'node:stream';

/** Options for a decoder that is driven: it works one piece ahead of its reader, and an error drops no piece that was ready. */
export const DRIVEN = { chunkSize: 256 * 1024, readableHighWaterMark: 1 } as const;

/**
 * Feeds a decoder of `node:zlib` piece by piece and gives what comes out, also when it ends before its input does.
 * An error of `pull` comes through as it is, after all that its input gave; an error of the decoder is turned by `wrap`.
 */
export async function* drive(decoder: Transform, pull: () => Promise<Buffer | null>, wrap: (error: unknown) => Error): AsyncGenerator<Buffer> {
  let over = false;
  let sourceError: { readonly error: unknown } | null = null;
  let wake = (): void => {};
  const feed = async (): Promise<void> => {
    try {
      for (let piece = await pull(); piece !== null && !over; piece = await pull()) {
        const bytes = piece;
        // A decoder that has come to its end never answers: then the reader's end wakes us.
        await new Promise<void>((resolve) => {
          wake = resolve;
          decoder.write(bytes, () => resolve());
        });
        if (over) return;
      }
      if (!over) decoder.end();
    } catch (error) {
      sourceError = { error };
      decoder.destroy(error instanceof Error ? error : new Error('The stream failed.'));
    }
  };
  const feeding = feed();
  try {
    for await (const piece of decoder) yield piece as Buffer;
  } catch (error) {
    throw sourceError === null ? wrap(error) : (sourceError as { readonly error: unknown }).error;
  } finally {
    over = true;
    wake();
    decoder.destroy();
    // Only on the way out by `return` may a `pull` still be open; it must not be waited for.
    void feeding;
  }
}
