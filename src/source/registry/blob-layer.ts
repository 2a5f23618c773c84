import type { Descriptor, Layer } from '../../model/image.js';
import { verifyStream } from '../verify.js';
import { downloadBlob } from './download.js';
import type { Repository } from './repository.js';

/** A layer known by its descriptor alone, read from a repository that holds it; its size is checked where one is claimed. */
export function blobLayer(repository: Repository, descriptor: Descriptor): Layer {
  const size = descriptor.size > 0 ? descriptor.size : null;
  return {
    descriptor,
    diffId: null,
    index: 0,
    historyIndex: null,
    open: async () => verifyStream(await downloadBlob(repository, descriptor.digest, size), { digest: descriptor.digest, size }, `The layer ${descriptor.digest} in ${repository.place}`),
  };
}
