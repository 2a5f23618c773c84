import type { Image, Layer } from '../model/image.js';
import type { Notice } from '../model/notice.js';

/** A tree of files as an image of one layer without config. `notices` may grow while the layer is read. */
export function rootImage(reference: string, size: number, open: Layer['open'], notices: readonly Notice[] = []): Image {
  return {
    kind: 'directory',
    reference,
    names: [],
    manifest: null,
    platform: null,
    config: null,
    history: [],
    layers: [{ descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: '', size }, diffId: null, index: 0, historyIndex: null, open }],
    annotations: {},
    attestations: [],
    notices,
  };
}
