import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Image, Layer } from '../src/index.js';

/** A layer that nobody described: what it is shows when it is read. */
export function plainLayer(size: number, open: Layer['open'], index = 0): Layer {
  return { descriptor: { mediaType: '', digest: '', size }, diffId: null, index, historyIndex: null, open };
}

export async function layerOfFile(path: string): Promise<Layer> {
  return plainLayer((await stat(path)).size, () => Promise.resolve(createReadStream(path, { highWaterMark: 1 << 18 })));
}

/** An image of nothing but these layers. */
export function imageOf(reference: string, layers: readonly Layer[]): Image {
  return { kind: 'image', reference, names: [], manifest: null, config: null, platform: null, history: [], annotations: {}, attestations: [], notices: [], layers };
}
