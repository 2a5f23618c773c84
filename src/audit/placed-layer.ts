import type { Layer } from '../model/image.js';

/** A layer and where it is to be had: what a worker elsewhere needs to know. */
export interface PlacedLayer extends Layer {
  readonly host: string;
  readonly repository: string;
}
