import type { Readable } from 'node:stream';
import type { Image, Layer, Platform } from '../model/image.js';
import type { RegistryOptions } from './registry/options.js';

export interface OpenOptions<T> {
  /** Which image of an index; by default this machine's architecture under Linux, or the only one there is. */
  readonly platform?: Platform | 'all';
  /** What `-` reads; by default the process's standard input. */
  readonly stdin?: Readable;
  /** Called while the bytes of a big layer pass, for media that can be read only once (pipe, daemon, compressed archive). */
  readonly onLayer?: (layer: Layer) => Promise<T>;
  readonly registry?: RegistryOptions;
}

export interface OpenedImages<T> {
  readonly images: readonly Image[];
  /** What `onLayer` said of the layers that have already passed; the others are still to be opened. */
  readonly seen: ReadonlyMap<Layer, T>;
  /** To be called when no layer will be opened any more. */
  close(): Promise<void>;
}

/** Why a door is not the one: a clause without capital and full stop, as `no such file or directory`. */
export interface Refusal {
  readonly refusal: string;
}

/** A way to images. */
export interface Opener {
  /** Opens what the user named by transport; `rest` is what follows the colon. */
  open<T>(transport: string, rest: string, options: OpenOptions<T>): Promise<OpenedImages<T>>;
  /** Looks whether a reference without transport fits, and opens it; throws where it fits and yet cannot be opened. */
  look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal>;
}

/** A door with its names. A further one is a file beside the others and a line in the list of `open.ts`. */
export interface Source extends Opener {
  /** How messages name the door. */
  readonly name: string;
  /** What may stand before the colon of a reference. */
  readonly transports: readonly string[];
}
