import { deflateRawSync } from 'node:zlib';

interface Member {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of a zip. */
  readonly method?: number;
  readonly descriptor?: boolean | 'wide';
  readonly zip64?: boolean;
  readonly level?: number;
}

/** A zip with its directory. */
export function makeZip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, method = 8, descriptor = false, zip64 = false, level = 6 } of members) {
    const data = method === 8 ? deflateRawSync(bytes, { level }) : bytes;
    const crc = crcOf(bytes);
    const title = Buffer.from(name);
    const extra = zip64 ? Buffer.alloc(20) : Buffer.alloc(0);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(bytes.length), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
    }
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(zip64 || descriptor === 'wide' ? 45 : 20, 4);
    local.writeUInt16LE(descriptor ? 8 : 0, 6);
    local.writeUInt16LE(method, 8);
    if (!descriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(zip64 ? 0xffffffff : data.length, 18);
      local.writeUInt32LE(zip64 ? 0xffffffff : bytes.length, 22);
    }
    local.writeUInt16LE(title.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const tail = Buffer.alloc(descriptor === 'wide' ? 24 : descriptor ? 16 : 0);
    if (descriptor) {
      tail.writeUInt32LE(0x08074b50, 0);
      tail.writeUInt32LE(crc, 4);
      if (descriptor === 'wide') {
        tail.writeBigUInt64LE(BigInt(data.length), 8);
        tail.writeBigUInt64LE(BigInt(bytes.length), 16);
      } else {
        tail.writeUInt32LE(data.length, 8);
        tail.writeUInt32LE(bytes.length, 12);
      }
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 28);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(bytes.length, 24);
    central.writeUInt32LE(offset, 42);
    directory.push(central, title);
    for (const part of [local, title, extra, data, tail]) {
      parts.push(part);
      offset += part.length;
    }
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length & 0xffff, 8);
  end.writeUInt16LE(members.length & 0xffff, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A ustar archive with its two empty blocks. */
export function makeTar(members: readonly Member[]): Buffer {
  const parts = members.flatMap(({ name, bytes }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        0', 148);
    header.write('ustar\x0000', 257);
    let sum = 0;
    for (const byte of header) sum += byte;
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, bytes, Buffer.alloc(-bytes.length & 511)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** A Unix archive. */
export function makeAr(members: readonly Member[]): Buffer {
  const parts = members.flatMap(({ name, bytes }) => [
    Buffer.from(`${`${name}/`.padEnd(16)}0           0     0     100644  ${String(bytes.length).padEnd(10)}\`\n`),
    bytes,
    Buffer.from(bytes.length % 2 === 1 ? '\n' : ''),
  ]);
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
