import { open, stat } from 'node:fs/promises';
import type { Image, Layer } from '../src/index.js';
import { readWhole } from '../src/source/file-range.js';

/** A layer that nobody described: what it is shows when it is read. */
export function plainLayer(size: number, open: Layer['open'], index = 0): Layer {
  return { descriptor: { mediaType: '', digest: '', size }, diffId: null, index, historyIndex: null, open };
}

/** Read as a scan reads it. */
export async function layerOfFile(path: string): Promise<Layer> {
  const { size } = await stat(path);
  return plainLayer(size, () => Promise.resolve(readWhole(async () => ({ handle: await open(path), size }), path)));
}

/** The same pieces for a stream, which keeps what it is given. */
export async function* copies(lent: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of lent) yield Buffer.from(piece);
}

/** An image of nothing but these layers. */
export function imageOf(reference: string, layers: readonly Layer[]): Image {
  return { kind: 'image', reference, names: [], manifest: null, config: null, platform: null, history: [], annotations: {}, attestations: [], notices: [], layers };
}
