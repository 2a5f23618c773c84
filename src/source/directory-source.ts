import { basename, resolve } from 'node:path';
import type { Layer } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import { refuseAbsent } from './archive-source.js';
import { packTree } from './pack-tree.js';
import { findPath } from './path.js';
import { rootImage } from './root-image.js';
import type { OpenedImages, Refusal, Source } from './source.js';

/** Plain files, `dir:PATH` or a bare path: a directory, or one file, as an image of one layer. */
export const directorySource: Source = {
  name: 'files',
  transports: ['dir'],

  async open(_transport, rest) {
    const { path } = await findPath(rest, null);
    return openTree(path);
  },

  async look<T>(reference: string): Promise<OpenedImages<T> | Refusal> {
    const found = await findPath(reference, null).catch((error: unknown) => refuseAbsent(error));
    return 'refusal' in found ? found : openTree(found.path);
  },
};

function openTree<T>(path: string): OpenedImages<T> {
  const notices: Notice[] = [];
  const root = resolve(path);
  const open: Layer['open'] = () => {
    // Read again, said again: not twice.
    notices.length = 0;
    return Promise.resolve(packTree(root, basename(root), notices));
  };
  return { images: [rootImage(`dir:${path}`, 0, open, notices)], seen: new Map(), close: () => Promise.resolve() };
}
