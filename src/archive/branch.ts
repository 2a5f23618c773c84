/**
 * Filters that encoders put in front of a compressor: the targets of jumps in machine code are made absolute there, so that the
 * same target looks the same from everywhere. These turn them back. https://tukaani.org/xz/xz-file-format.txt (5.3.2)
 */
export type Branch = 'x86' | 'PowerPC' | 'ARM' | 'ARM-Thumb' | 'SPARC' | 'ARM64';

/** Changes whole instructions in place; `position` is that of the first byte. Returns how many bytes are done, the rest waits for more. */
type Turn = (bytes: Buffer, position: number) => number;

const LONGEST_INSTRUCTION = 5;

const TURNS: Readonly<Record<Branch, () => Turn>> = {
  x86: turnX86,
  PowerPC: () => (bytes, position) => words(bytes, (at) => {
    const word = bytes.readUInt32BE(at);
    if ((word & 0xfc000003) >>> 0 !== 0x48000001) return;
    bytes.writeUInt32BE((0x48000001 | (((word & 0x03fffffc) - (position + at)) & 0x03fffffc)) >>> 0, at);
  }),
  ARM: () => (bytes, position) => words(bytes, (at) => {
    if (bytes[at + 3] !== 0xeb) return;
    const target = bytes.readUIntLE(at, 3) * 4 - (position + at + 8);
    bytes.writeUIntLE((target >>> 2) & 0xffffff, at, 3);
  }),
  'ARM-Thumb': () => turnThumb,
  SPARC: () => (bytes, position) => words(bytes, (at) => {
    const word = bytes.readUInt32BE(at);
    const kind = word >>> 22;
    if (kind !== 0x100 && kind !== 0x1ff) return;
    const target = ((word << 2) - (position + at)) >>> 2;
    bytes.writeUInt32BE(((((0 - ((target >>> 22) & 1)) << 22) & 0x3fffffff) | (target & 0x3fffff) | 0x40000000) >>> 0, at);
  }),
  ARM64: () => (bytes, position) => words(bytes, (at) => turnArm64(bytes, at, position + at)),
};

/** Turns back what `pieces` bring; `start` is the position of the first byte. */
export async function* unbranch(kind: Branch, pieces: AsyncIterable<Buffer>, start = 0): AsyncGenerator<Buffer> {
  const turn = TURNS[kind]();
  let rest: Buffer = Buffer.alloc(0);
  let position = start;
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    const done = turn(bytes, position);
    position += done;
    rest = bytes.subarray(done);
    if (done > 0) yield bytes.subarray(0, done);
  }
  // Too short for an instruction.
  if (rest.length > 0) yield rest;
}

/** Each byte was stored as its difference to the one `distance` bytes in front of it. */
export async function* undelta(distance: number, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const last = Buffer.alloc(distance);
  let at = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    for (let index = 0; index < bytes.length; index += 1) {
      last[at] = bytes[index]! + last[at]!;
      bytes[index] = last[at]!;
      at = at + 1 === distance ? 0 : at + 1;
    }
    yield bytes;
  }
}

function words(bytes: Buffer, turn: (at: number) => void): number {
  const end = bytes.length & ~3;
  for (let at = 0; at < end; at += 4) turn(at);
  return end;
}

/** A call is two halves of eleven bits each. */
function turnThumb(bytes: Buffer, position: number): number {
  let at = 0;
  for (; at + 4 <= bytes.length; at += 2) {
    const first = bytes.readUInt16LE(at);
    const second = bytes.readUInt16LE(at + 2);
    if (first >> 11 !== 0x1e || second >> 11 !== 0x1f) continue;
    const target = ((((first & 0x7ff) << 11) | (second & 0x7ff)) * 2 - (position + at + 4)) >>> 1;
    bytes.writeUInt16LE(0xf000 | ((target >>> 11) & 0x7ff), at);
    bytes.writeUInt16LE(0xf800 | (target & 0x7ff), at + 2);
    at += 2;
  }
  return at;
}

function turnArm64(bytes: Buffer, at: number, position: number): void {
  const word = bytes.readUInt32LE(at);
  if (word >>> 26 === 0x25) {
    // BL: a distance in words.
    bytes.writeUInt32LE((0x94000000 | ((word - Math.floor(position / 4)) & 0x03ffffff)) >>> 0, at);
    return;
  }
  if ((word & 0x9f000000) >>> 0 !== 0x90000000) return;
  // ADRP: a distance in pages; only those within 512 MiB were changed.
  const page = ((word >>> 29) & 3) | ((word >>> 3) & 0x1ffffc);
  if ((page + 0x020000) & 0x1c0000) return;
  const target = page - Math.floor(position / 4096);
  const high = (0 - (target & 0x020000)) & 0xe00000;
  bytes.writeUInt32LE(((word & 0x9000001f) | ((target & 3) << 29) | ((target & 0x03fffc) << 3) | high) >>> 0, at);
}

/** Which of the three bytes in front of an opcode were opcodes: with some of them the encoder left the target alone. */
const ALLOWED = [true, true, true, false, true, false, false, false];
const DOUBTFUL_BYTE = [0, 1, 2, 2, 3, 3, 3, 3];
const isSign = (byte: number): boolean => byte === 0 || byte === 0xff;

/** CALL and JMP with four bytes of distance. Instructions begin anywhere, so opcodes within an address must not be taken for ones. */
function turnX86(): Turn {
  let mask = 0;
  let last = -LONGEST_INSTRUCTION;
  return (bytes, position) => {
    let at = 0;
    for (; at + LONGEST_INSTRUCTION <= bytes.length; at += 1) {
      if ((bytes[at]! & 0xfe) !== 0xe8) continue;
      const gap = position + at - last;
      last = position + at;
      mask = gap > 3 ? 0 : (mask << (gap - 1)) & 7;
      const doubtful = mask !== 0 && (!ALLOWED[mask] || isSign(bytes[at + 4 - DOUBTFUL_BYTE[mask]!]!));
      if (doubtful || !isSign(bytes[at + 4]!)) {
        mask = (mask << 1) | 1;
        continue;
      }
      let source = bytes.readUInt32LE(at + 1);
      let target: number;
      for (;;) {
        target = (source - (position + at + LONGEST_INSTRUCTION)) >>> 0;
        if (mask === 0) break;
        const shift = DOUBTFUL_BYTE[mask]! * 8;
        if (!isSign((target >>> (24 - shift)) & 0xff)) break;
        source = (target ^ (2 ** (32 - shift) - 1)) >>> 0;
      }
      bytes.writeUInt32LE(((target & 0x01ffffff) | (0 - (target & 0x01000000))) >>> 0, at + 1);
      at += 4;
    }
    // `at` may have run past the last whole instruction by the bytes of one that was turned.
    return at;
  };
}
