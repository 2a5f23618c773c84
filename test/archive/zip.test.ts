import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ArchiveEvent } from '../../src/archive/archive-event.js';
import { ByteSource } from '../../src/archive/byte-source.js';
import { crc32 } from '../../src/archive/inflate.js';
import { readZip } from '../../src/archive/zip.js';
import { lend, split } from './streams.js';

interface Entry {
  readonly name: string;
  readonly text: string;
  /** Sizes and sum stand behind the data: none, with a signature, or without one. */
  readonly behind: 'no' | 'signed' | 'bare';
  /** What is wrong with it. */
  readonly fault: 'none' | 'sum' | 'size' | 'data';
}

const entry = fc.record<Entry>({
  name: fc.stringMatching(/^[a-z/.]{1,12}$/),
  text: fc.oneof(fc.string({ maxLength: 40 }), fc.nat(400_000).map((length) => 'PK\x01\x02 const a = 1;\n'.repeat(20_000).slice(0, length)), fc.constant('')),
  behind: fc.constantFrom('no', 'signed', 'bare'),
  fault: fc.constantFrom('none', 'none', 'none', 'sum', 'size', 'data'),
});

function localEntry({ name, text, behind, fault }: Entry): Buffer {
  const bytes = Buffer.from(text);
  const data = deflateRawSync(bytes);
  const sums = Buffer.alloc(12);
  sums.writeUInt32LE((crc32!(bytes, 0) ^ (fault === 'sum' ? 1 : 0)) >>> 0, 0);
  sums.writeUInt32LE(data.length + (fault === 'size' ? 1 : 0), 4);
  sums.writeUInt32LE(bytes.length, 8);
  if (fault === 'data') data[0]! |= 6;
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 0, 'latin1');
  head.writeUInt16LE(behind === 'no' ? 0 : 8, 6);
  head.writeUInt16LE(8, 8);
  if (behind === 'no') sums.copy(head, 14);
  head.writeUInt16LE(name.length, 26);
  const descriptor = behind === 'no' ? Buffer.alloc(0) : Buffer.concat([Buffer.from(behind === 'signed' ? 'PK\x07\x08' : '', 'latin1'), sums]);
  return Buffer.concat([head, Buffer.from(name), data, descriptor]);
}

const DIRECTORY = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.alloc(42), Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

/** Each entry as one line, however its bytes came. */
async function read(pieces: Iterable<Buffer>): Promise<{ readonly lines: string[]; readonly files: number }> {
  const source = new ByteSource(lend(pieces));
  const lines: string[] = [];
  let files = 0;
  let open = '';
  const one: Record<ArchiveEvent['kind'], (event: never) => void> = {
    files: ({ files: held }: Extract<ArchiveEvent, { kind: 'files' }>) => {
      do {
        files += 1;
        lines.push(`${held.name} ${held.offset} ${held.bytes.toString('latin1')} ${held.end} true`);
      } while (held.next());
    },
    entry: ({ name, offset }: Extract<ArchiveEvent, { kind: 'entry' }>) => (open = `${name} ${offset} `),
    data: ({ bytes }: Extract<ArchiveEvent, { kind: 'data' }>) => (open += bytes.toString('latin1')),
    end: ({ offset, whole }: Extract<ArchiveEvent, { kind: 'end' }>) => lines.push(`${open} ${offset} ${whole}`),
    fault: ({ message }: Extract<ArchiveEvent, { kind: 'fault' }>) => lines.push(message),
  };
  for await (const event of readZip(source)) one[event.kind](event as never);
  return { lines, files };
}

describe('a zip', () => {
  test('says the same whether its entries lie there whole or come by the piece', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 6 }), async (entries, cuts) => {
        const zip = Buffer.concat([...entries.map(localEntry), DIRECTORY]);
        const whole = await read([zip]);
        const byPiece = await read(Array.from(zip, (byte) => Buffer.from([byte])));
        expect(whole.lines).toEqual(byPiece.lines);
        expect((await read(split(zip, cuts))).lines).toEqual(byPiece.lines);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('gives what lies there whole as one event', async () => {
    const entries = Array.from({ length: 50 }, (_, index): Entry => ({ name: `a/${index}`, text: `text ${index}`, behind: index % 2 === 0 ? 'no' : 'signed', fault: 'none' }));
    const { lines, files } = await read([Buffer.concat([...entries.map(localEntry), DIRECTORY])]);
    expect(lines).toHaveLength(50);
    // The first one is asked for before anything is held, and behind the last one too few bytes may be left to be sure.
    expect(files).toBeGreaterThanOrEqual(48);
  });
});
