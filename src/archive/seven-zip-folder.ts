import { LayerlintError } from '../model/error.js';
import { unbranch, undelta } from './branch.js';
import type { Branch } from './branch.js';
import { ByteSource } from './byte-source.js';
import { bunzip2 } from './bzip2.js';
import { Dictionary } from './dictionary.js';
import { inflateStream } from './inflate.js';
import { decodeLzma } from './lzma-stream.js';
import { unbranch2 } from './seven-zip-branch.js';
import { lastOutput } from './seven-zip-header.js';
import type { Coder, Folder } from './seven-zip-header.js';
import { dictionaryOf, readChunks } from './xz.js';

type Stream = AsyncGenerator<Buffer>;

const COPY = '00';
const DELTA = '03';
const LZMA = '030101';
const LZMA2 = '21';
const DEFLATE = '040108';
const BZIP2 = '040202';
const BRANCH2 = '0303011b';
const AES = ['06f10701', '06f00181'];
const BRANCHES: Readonly<Record<string, Branch>> = {
  '04': 'x86', '03030103': 'x86', '05': 'PowerPC', '03030205': 'PowerPC', '07': 'ARM', '03030501': 'ARM', '08': 'ARM-Thumb', '03030701': 'ARM-Thumb', '09': 'SPARC', '03030805': 'SPARC', '0a': 'ARM64',
};
/** The most that one chunk of LZMA2 gives. */
const MAX_CHUNK_BYTES = 2 * 1024 * 1024;

export const isEncrypted = ({ coders }: Folder): boolean => coders.some(({ method }) => AES.includes(method));

/** True for one whose bytes stand in the archive as they are. */
export const isCopied = ({ coders }: Folder): boolean => coders.length === 1 && coders[0]!.method === COPY;

/** What a folder gives, up to the size that it tells. Throws `damaged`, `unsupported` and `limit-exceeded` after all that could be read. */
export async function* readFolder(archive: Buffer, folder: Folder): Stream {
  const output = lastOutput(folder);
  let left = folder.sizes[output]!;
  for await (const piece of streamOf(archive, folder, output, folder.coders.length)) {
    const bytes = piece.length > left ? piece.subarray(0, left) : piece;
    left -= bytes.length;
    if (bytes.length > 0) yield bytes;
    if (left === 0) return;
  }
  if (left > 0) throw damaged('Its data ends before its size.');
}

/** Of one output; `depth` coders may still hang together. */
function streamOf(archive: Buffer, folder: Folder, output: number, depth: number): Stream {
  if (depth === 0) throw damaged('Its methods run in a circle.');
  let firstInput = 0;
  let firstOutput = 0;
  for (const coder of folder.coders) {
    if (output < firstOutput + coder.outputs) {
      const sources = Array.from({ length: coder.inputs }, (_, index) => new ByteSource(copies(inputOf(archive, folder, firstInput + index, depth))));
      return decode(coder, sources, folder.sizes[output] ?? 0);
    }
    firstInput += coder.inputs;
    firstOutput += coder.outputs;
  }
  throw damaged('Its methods do not fit together.');
}

function inputOf(archive: Buffer, folder: Folder, input: number, depth: number): Stream {
  const bond = folder.bonds.find(([one]) => one === input);
  if (bond) return streamOf(archive, folder, bond[1], depth - 1);
  const stream = folder.streams[folder.packed.indexOf(input)];
  if (!stream || stream.offset + stream.length > archive.length) throw damaged('It is cut short.');
  return one(archive.subarray(stream.offset, stream.offset + stream.length));
}

function decode({ method, properties, inputs, outputs }: Coder, sources: readonly ByteSource[], size: number): Stream {
  const source = sources[0];
  if (!source || outputs !== 1 || inputs !== (method === BRANCH2 ? 4 : 1)) throw unsupported();
  switch (method) {
    case COPY:
      return pieces(source);
    case LZMA:
      if (properties.length < 5) throw damaged('A method has wrong properties.');
      return decodeLzma(source, properties[0]!, properties.readUInt32LE(1), size);
    case LZMA2:
      return readChunks(source, new Dictionary(Math.min(dictionaryOf(properties[0] ?? 255), Math.max(size, 1)), MAX_CHUNK_BYTES), { bytes: 0 });
    case DEFLATE:
      return inflateStream('raw', source);
    case BZIP2:
      return bunzip2(source);
    case DELTA:
      return undelta((properties[0] ?? 0) + 1, pieces(source));
    case BRANCH2:
      return unbranch2(sources, size);
    default: {
      const branch = BRANCHES[method];
      if (branch === undefined) throw unsupported();
      return unbranch(branch, pieces(source));
    }
  }
}

async function* one(bytes: Buffer): Stream {
  yield await Promise.resolve(bytes);
}

/** A source keeps what the decoder in front of it may overwrite. */
async function* copies(stream: AsyncIterable<Buffer>): Stream {
  for await (const piece of stream) yield Buffer.from(piece);
}

async function* pieces(source: ByteSource): Stream {
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) yield piece;
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The 7z archive is damaged. ${what}`);
}

const unsupported = (): LayerlintError => new LayerlintError('unsupported', 'It is compressed by a method that is not supported; it was not read.');
