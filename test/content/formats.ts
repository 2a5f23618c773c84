/** A cpio archive, `newc` or `odc`, with its trailer. */
export function makeCpio(members: readonly { readonly name: string; readonly bytes: Buffer }[], form: 'newc' | 'odc' = 'newc'): Buffer {
  const parts = [...members, { name: 'TRAILER!!!', bytes: Buffer.alloc(0) }].flatMap(({ name, bytes }) => {
    const title = Buffer.from(`${name}\0`);
    const number = (value: number, digits: number): string => value.toString(form === 'newc' ? 16 : 8).padStart(digits, '0');
    if (form === 'odc') return [Buffer.from(`070707${number(0, 12)}${number(0o100644, 6)}${number(0, 24)}${number(0, 11)}${number(title.length, 6)}${number(bytes.length, 11)}`), title, bytes];
    const fields = [0, 0o100644, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, title.length, 0].map((value) => number(value, 8)).join('');
    return [Buffer.from(`070701${fields}`), title, Buffer.alloc(-(110 + title.length) & 3), bytes, Buffer.alloc(-bytes.length & 3)];
  });
  return Buffer.concat([...parts, Buffer.alloc(512)]);
}

/** A package whose headers hold one tag each, around a payload. */
export function makeRpm(payload: Buffer): Buffer {
  const header = (data: Buffer): Buffer => {
    const intro = Buffer.alloc(16);
    intro.writeUInt32BE(0x8eade801, 0);
    intro.writeUInt32BE(1, 8);
    intro.writeUInt32BE(data.length, 12);
    return Buffer.concat([intro, Buffer.alloc(16), data]);
  };
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb, 0);
  const signature = header(Buffer.from('sig'));
  return Buffer.concat([lead, signature, Buffer.alloc(-signature.length & 7), header(Buffer.from('name\0')), payload]);
}

const varint = (value: number): Buffer => {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(digits);
};

function record(values: readonly (string | number)[]): Buffer {
  const types = values.map((value) => (typeof value === 'number' ? varint(1) : varint(13 + Buffer.byteLength(value) * 2)));
  const length = types.reduce((sum, type) => sum + type.length, 1);
  return Buffer.concat([varint(length), ...types, ...values.map((value) => (typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value)))]);
}

/** A database of one table `t (name, value)`; rows that do not fit go on in overflow pages, which lie in any order. */
export function makeSqlite(rows: readonly (readonly [string, string])[], pageSize = 512): Buffer {
  const pages: Buffer[] = [Buffer.alloc(pageSize), Buffer.alloc(pageSize)];
  const usable = pageSize;
  const leaf = (page: Buffer, start: number, cells: readonly Buffer[]): void => {
    page[start] = 0x0d;
    page.writeUInt16BE(cells.length, start + 3);
    let at = pageSize;
    cells.forEach((cell, index) => {
      at -= cell.length;
      cell.copy(page, at);
      page.writeUInt16BE(at, start + 8 + index * 2);
    });
    page.writeUInt16BE(at, start + 5);
  };
  const cellOf = (payload: Buffer, id: number): Buffer => {
    const head = Buffer.concat([varint(payload.length), varint(id)]);
    if (payload.length <= usable - 35) return Buffer.concat([head, payload]);
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const spilled = least + ((payload.length - least) % (usable - 4));
    const local = spilled <= usable - 35 ? spilled : least;
    const pieces: Buffer[] = [];
    for (let at = local; at < payload.length; at += usable - 4) pieces.push(payload.subarray(at, at + usable - 4));
    // The last piece comes first in the file.
    let next = 0;
    for (const piece of pieces.reverse()) {
      const page = Buffer.alloc(pageSize);
      page.writeUInt32BE(next, 0);
      piece.copy(page, 4);
      pages.push(page);
      next = pages.length;
    }
    const pointer = Buffer.alloc(4);
    pointer.writeUInt32BE(next, 0);
    return Buffer.concat([head, payload.subarray(0, local), pointer]);
  };
  leaf(pages[1]!, 0, rows.map((row, index) => cellOf(record(row), index + 1)));
  leaf(pages[0]!, 100, [cellOf(record(['table', 't', 't', 2, 'CREATE TABLE t (name TEXT, value TEXT)']), 1)]);
  const first = pages[0]!;
  first.write('SQLite format 3\0', 0, 'latin1');
  first.writeUInt16BE(pageSize, 16);
  first.set([1, 1, 0, 64, 32, 32], 18);
  first.writeUInt32BE(pages.length, 28);
  first.writeUInt32BE(1, 56);
  return Buffer.concat(pages);
}

/** A class with one field `static final String NAME = value` and other strings around it. */
export function makeClass(name: string, value: string, before: string): Buffer {
  const u2 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const utf8 = (text: string): Buffer => Buffer.concat([Buffer.from([1]), u2(Buffer.byteLength(text)), Buffer.from(text)]);
  const pool = [utf8(before), utf8(name), utf8('Ljava/lang/String;'), utf8('ConstantValue'), Buffer.concat([Buffer.from([8]), u2(6)]), utf8(value), utf8('A'), Buffer.concat([Buffer.from([7]), u2(7)]), Buffer.concat([Buffer.from([5]), Buffer.alloc(8)])];
  return Buffer.concat([
    Buffer.from('cafebabe0000003d', 'hex'),
    u2(pool.length + 2),
    ...pool,
    Buffer.concat([u2(0x21), u2(8), u2(0), u2(0)]),
    Buffer.concat([u2(1), u2(0x18), u2(2), u2(3), u2(1), u2(4), Buffer.from([0, 0, 0, 2]), u2(5)]),
    Buffer.concat([u2(0), u2(0)]),
  ]);
}

/** Compiled Python as far as its strings go. */
export function makePyc(strings: readonly string[]): Buffer {
  const parts = strings.map((text) => (text.length < 256 ? Buffer.concat([Buffer.from([0xda, text.length]), Buffer.from(text, 'latin1')]) : Buffer.concat([Buffer.from([0xe1, text.length & 255, text.length >> 8, 0, 0]), Buffer.from(text, 'latin1')])));
  return Buffer.concat([Buffer.from('a70d0d0a000000000000000000000000', 'hex'), Buffer.from([0xe3, 0, 0, 0, 0]), ...parts]);
}

/** A number as 7-Zip writes the largest; every reader takes it for any. */
export function sevenNumber(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(9, 0xff);
  bytes.writeBigUInt64LE(BigInt(value), 1);
  return bytes;
}

/** A 7z archive around a list of files that is given, and what stands in front of it. */
export function sevenZipOf(packed: Buffer, header: Buffer): Buffer {
  const start = Buffer.alloc(32);
  start.write('7z\xbc\xaf\x27\x1c\0\x04', 0, 'latin1');
  start.writeBigUInt64LE(BigInt(packed.length), 12);
  start.writeBigUInt64LE(BigInt(header.length), 20);
  return Buffer.concat([start, packed, header]);
}

/** Files that lie in a 7z archive as they are, in one folder. */
export function makeSevenZip(members: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer {
  const packed = Buffer.concat(members.map(({ bytes }) => bytes));
  const names = Buffer.from(members.map(({ name }) => `${name}\0`).join(''), 'utf16le');
  const number = sevenNumber;
  return sevenZipOf(packed, Buffer.concat([
    Buffer.from([1, 4, 6]), number(0), number(1), Buffer.from([9]), number(packed.length), Buffer.from([0]),
    Buffer.from([7, 11]), number(1), Buffer.from([0]), number(1), Buffer.from([1, 0]), Buffer.from([12]), number(packed.length), Buffer.from([0]),
    Buffer.from([8, 13]), number(members.length), Buffer.from([9]), ...members.slice(0, -1).map(({ bytes }) => number(bytes.length)), Buffer.from([0, 0]),
    Buffer.from([5]), number(members.length), Buffer.from([17]), number(names.length + 1), Buffer.from([0]), names, Buffer.from([0, 0]),
  ]));
}
