import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { PLANT, scan, VALUE } from './plant.js';

const escapeJson = (text: Buffer): Buffer => Buffer.from(JSON.stringify(text.toString()).slice(1, -1));
const wrapAt = (length: number, ending: string) => (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64').replaceAll(new RegExp(`.{${length}}`, 'g'), `$&${ending}`));
const percent = (bytes: Buffer): Buffer => Buffer.from([...bytes].map((byte) => (byte % 3 === 0 || !/\w/.test(String.fromCharCode(byte)) || byte === 0x5f ? `%${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))).join(''));

const codings: Record<string, (bytes: Buffer) => Buffer> = {
  base64: (bytes) => Buffer.from(bytes.toString('base64')),
  base64url: (bytes) => Buffer.from(bytes.toString('base64url')),
  'base64 in lines of 64': wrapAt(64, '\n'),
  'base64 in lines of 76': wrapAt(76, '\r\n'),
  'base64 in indented lines': wrapAt(64, '\n    '),
  'base64 in lines of a JSON string': wrapAt(64, '\\n'),
  hexadecimal: (bytes) => Buffer.from(bytes.toString('hex')),
  HEXADECIMAL: (bytes) => Buffer.from(bytes.toString('hex').toUpperCase()),
  URL: percent,
  JSON: (bytes) => Buffer.from(escapeJson(Buffer.from(`"a" \n${bytes.toString()} \n"b"`)).toString().replace('plant_', 'pl\\u0061nt_')),
};

const around = fc.string({ unit: fc.constantFrom(...'ab "1,:\n{'), maxLength: 40 });

async function found(bytes: Buffer, piece?: number): Promise<{ readonly stored: string; readonly excerpt: string; readonly evidence: readonly string[] }[]> {
  const { documents, notices } = await scan(bytes, piece);
  expect(notices).toEqual([]);
  return documents.flatMap(({ hits }) =>
    hits.filter(({ secret }) => secret.reveal() === VALUE).map(({ region, excerpt, evidence }) => ({ stored: bytes.toString('latin1', region.byteOffset, region.byteOffset + region.byteLength), excerpt, evidence })),
  );
}

describe.each(Object.entries(codings))('%s', (_coding, encode) => {
  test('a plant is found at every alignment, and its region is its encoded form', async () => {
    await fc.assert(
      fc.asyncProperty(around, around, around, async (front, before, after) => {
        const coded = encode(Buffer.from(`${before} ${PLANT.toString()} ${after}`));
        const hits = await found(Buffer.concat([Buffer.from(`${front}="`), coded, Buffer.from('"\n')]));
        expect(hits).toHaveLength(1);
        const [{ stored, excerpt }] = hits as [(typeof hits)[0]];
        expect(coded.toString('latin1')).toContain(stored);
        expect(stored.length).toBeLessThan(VALUE.length * 4);
        expect(excerpt).not.toContain(VALUE);
        expect(excerpt).not.toContain(Buffer.from(VALUE).toString('hex'));
      }),
      { numRuns: 60 },
    );
  });

  test('behind letters that are part of the run', async () => {
    for (const letters of ['', 'n', 'nn', 'nnn', 'nnnn']) expect(await found(Buffer.concat([Buffer.from(`"${letters}`), encode(Buffer.from(`user: me\n${PLANT.toString()}\n`)), Buffer.from('"')]))).toHaveLength(1);
  });

  test('across windows', async () => {
    const coded = encode(Buffer.from(`some text ${PLANT.toString()} and more`));
    for (const offset of [-80, -40, -20, -1, 0, 1, 20]) {
      const bytes = Buffer.concat([Buffer.alloc(1024 * 1024 + offset, 'word '), Buffer.from(' '), coded, Buffer.from(' '), Buffer.alloc(1024 * 1024, 'word ')]);
      expect(await found(bytes, 100_000)).toHaveLength(1);
    }
  });

  test('in another coding', async () => {
    for (const other of Object.values(codings)) expect(await found(Buffer.concat([Buffer.from('x = "'), other(encode(Buffer.from(`some text ${PLANT.toString()} and more`))), Buffer.from('"')]))).toHaveLength(1);
  });

  test('in a compressed file', async () => {
    expect((await scan(gzipSync(encode(Buffer.from(`some text ${PLANT.toString()} and more`))))).documents.flatMap(({ hits }) => hits)).toHaveLength(1);
  });
});

test('a secret that stands in base64 is shown in no excerpt of its neighbours', async () => {
  const coded = Buffer.from(`plant_${'abcdefghijkl'} in base64`).toString('base64');
  const { documents } = await scan(Buffer.from(`one: ${PLANT.toString()} two: ${coded}\n`));
  const excerpts = documents.flatMap(({ hits }) => hits.map(({ excerpt }) => excerpt));
  expect(excerpts).toHaveLength(2);
  for (const excerpt of excerpts) expect(excerpt).not.toContain(coded);
});

test('a plain match wins over the same match in another form', async () => {
  const { documents } = await scan(Buffer.from(`a\\"b\\"${PLANT.toString()}\\"c`));
  expect(documents.flatMap(({ hits }) => hits)).toHaveLength(1);
});

test('hostile runs take bounded time', async () => {
  const started = performance.now();
  for (const filler of ['A', 'QUFB', '%41', '\\u0041', '\\"', 'YWFh\n', '41', `${'QUFB'.repeat(19)}\n`]) {
    const bytes = Buffer.alloc(4 * 1024 * 1024, filler);
    expect((await scan(bytes, 100_000)).notices).toEqual([]);
  }
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a source map of one line shows its sources wherever in them something stands', async () => {
  // Escapes are looked at in stretches: the plant is moved over the end of one.
  for (let shift = 0; shift < 400; shift += 7) {
    const source = `import "a";\n${'call("x");\n'.repeat(4670)}${' '.repeat(shift)}const t = "${PLANT.toString()}";\n${'call("y");\n'.repeat(900)}`;
    // An escape within it, so that only the text that it stands for can show it.
    const map = JSON.stringify({ version: 3, sources: ['src/a.ts'], sourcesContent: [source], mappings: 'AAAA' }).replace('plant_', 'pl\\u0061nt_');
    const { documents } = await scan(Buffer.from(map), 50_000, 'app/bundle.js.map');
    expect(documents.flatMap(({ hits }) => hits)).toHaveLength(1);
  }
});
