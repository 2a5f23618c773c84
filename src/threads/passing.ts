import type { MessagePort } from 'node:worker_threads';
import type { Layer } from '../model/image.js';

/** What has no size is taken to be a third through: most folders are small, and a few are very large. */
const TIMES_MORE = 2;

/** A layer that is being read, and what of it is still to come, as far as that can be told from what has passed. */
export class Passing {
  /** The same layer, its stored bytes counted as they come. */
  readonly layer: Layer;
  /** Takes ports, at whose other ends helpers wait, and tells the unpacked bytes that any of them could have searched. */
  readonly port: MessagePort;
  helpers = 0;
  readonly #size: number;
  #stored = 0;
  #unpacked = 0;
  /** Unpacked bytes when the last stored ones came. */
  #before = 0;

  /** `told` is called whenever more is known. */
  constructor(layer: Layer, port: MessagePort, told: () => void) {
    this.layer = { ...layer, open: async () => this.#count(await layer.open()) };
    this.port = port;
    this.#size = layer.descriptor.size;
    port.on('message', (unpacked: number) => {
      this.#unpacked = unpacked;
      told();
    });
  }

  /** Unpacked bytes that anyone could search, for each stored one. */
  get ratio(): number {
    return this.#stored > 0 && this.#unpacked > 0 ? this.#unpacked / this.#stored : 1;
  }

  /** Unpacked bytes that are expected; of what has been stored last, nobody knows how many it comes to. */
  get toCome(): number {
    if (this.#size <= 0) return TIMES_MORE * this.#unpacked;
    return Math.max(0, this.#size - this.#stored) * this.ratio + TIMES_MORE * (this.#unpacked - this.#before);
  }

  async *#count(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of stored) {
      this.#stored += piece.length;
      this.#before = this.#unpacked;
      yield piece;
    }
  }
}
