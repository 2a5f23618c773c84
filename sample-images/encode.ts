import { createHash } from 'node:crypto';
import { pack as createPack } from 'tar-stream';
import type { SampleFile } from './sample.js';

/** The same in every tar, so that two builds are equal byte for byte. */
const MTIME = new Date(0);
const BIGGEST_DEFLATE_BLOCK = 0xffff;
const BIGGEST_ZSTD_BLOCK = 128 * 1024;

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A tar of these entries in this order. */
export async function tarOf(files: readonly SampleFile[]): Promise<Buffer> {
  const pack = createPack();
  for (const { path, content, link } of files) {
    if (link !== undefined) pack.entry({ name: path, type: link.type, linkname: link.target, mtime: MTIME, mode: 0o777 });
    else if (path.endsWith('/')) pack.entry({ name: path, type: 'directory', mtime: MTIME, mode: 0o755 });
    else pack.entry({ name: path, type: 'file', mtime: MTIME, mode: 0o644 }, content ?? '');
  }
  pack.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of pack as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A zip of stored entries, for the same reason as `gzipStored`. */
export function zipStored(files: readonly { readonly path: string; readonly content: string | Buffer }[]): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of files) {
    const bytes = Buffer.from(content);
    const name = Buffer.from(path);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(10, 4);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 28);
    central.writeUInt32LE(offset, 42);
    entries.push(local, name, bytes);
    directory.push(central, name);
    offset += local.length + name.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...entries, ...directory, end]);
}

/** A gzip member of stored blocks: no two versions of zlib compress alike, and these bytes must never change. */
export function gzipStored(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])];
  for (const { block, last } of blocksOf(bytes, BIGGEST_DEFLATE_BLOCK)) {
    const header = Buffer.alloc(5);
    header[0] = last ? 1 : 0;
    header.writeUInt16LE(block.length, 1);
    header.writeUInt16LE(block.length ^ 0xffff, 3);
    pieces.push(header, block);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([...pieces, trailer]);
}

/** A zstd frame of raw blocks, since Node 20 has no compressor. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
export function zstdRaw(bytes: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32LE(0xfd2fb528, 0);
  // One segment, content size in eight bytes, no checksum.
  header[4] = 0xe0;
  header.writeBigUInt64LE(BigInt(bytes.length), 5);
  const pieces: Buffer[] = [header];
  for (const { block, last } of blocksOf(bytes, BIGGEST_ZSTD_BLOCK)) {
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | (last ? 1 : 0), 0, 3);
    pieces.push(head, block);
  }
  return Buffer.concat(pieces);
}

/** At least one block, the last one marked. */
function blocksOf(bytes: Buffer, size: number): readonly { readonly block: Buffer; readonly last: boolean }[] {
  const count = Math.max(1, Math.ceil(bytes.length / size));
  return Array.from({ length: count }, (_, index) => ({ block: bytes.subarray(index * size, (index + 1) * size), last: index === count - 1 }));
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
