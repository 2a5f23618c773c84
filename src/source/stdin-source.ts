import { decompressPieces } from '../archive/decompress.js';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import { openPassingImages } from './one-pass.js';
import { peekTar } from './peek.js';
import { rootImage } from './root-image.js';
import type { OpenOptions, OpenedImages, Source } from './source.js';

const PLACE = 'standard input';

/** A tar on standard input, `-` or `stdin:[tag]`: an image archive of either kind, or a bare root file system. */
export const stdinSource: Source = {
  name: 'standard input',
  transports: ['stdin'],

  open: (_transport, rest, options) => openStdin(rest, options),

  look(reference, options) {
    return reference === '-' ? openStdin('', options) : Promise.resolve({ refusal: 'only `-` means standard input' });
  },
};

async function openStdin<T>(selector: string, options: OpenOptions<T>): Promise<OpenedImages<T>> {
  if (options.stdin === undefined && process.stdin.isTTY) {
    throw new LayerlintError('usage', 'Standard input is a terminal, not an archive.', { hint: 'Pipe an image into it, as `docker save app | layerlint scan -`.' });
  }
  const { pieces: tar } = await decompressPieces(options.stdin ?? process.stdin);
  const { looks, pieces } = await peekTar(tar);
  if (looks === 'no-tar') {
    throw new LayerlintError('unrecognised', 'Standard input is not a tar archive.', { hint: 'Pipe in what `docker save`, `podman save` or `docker export` writes.' });
  }
  if (looks === 'root') return { images: [rootImage('-', 0, openOnce(pieces))], seen: new Map(), close: () => Promise.resolve() };
  const referTo = (label: string): string => (label === '' ? '-' : `stdin:${label.replace(/^:/, '')}`);
  return openPassingImages({ place: PLACE, pieces, again: null }, 'any', { referTo, selector, platform: options.platform }, options);
}

function openOnce(pieces: AsyncIterable<Buffer>): Layer['open'] {
  let opened = false;
  return () => {
    if (opened) return Promise.reject(new LayerlintError('already-read', 'Standard input can be read only once.', { hint: 'Save the archive to a file and name that.' }));
    opened = true;
    return Promise.resolve(pieces);
  };
}
