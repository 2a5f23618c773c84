import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decompressPieces } from '../../src/archive/decompress.js';
import { TarReader } from '../../src/archive/tar.js';
import { LayerlintError } from '../../src/model/error.js';
import { lendBytes, readTar } from './streams.js';
import { uncompress } from './uncompress.js';

/** Archives that others wrote; not part of the repository. */
const CORPUS = '../shared/corpus/compat.tar.gz';
/** A hang ends here. */
const LONGEST_ROW_MS = 20_000;

interface Member {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

interface Listing {
  readonly members: Member[];
  readonly damage: string[];
  readonly error: unknown;
}

interface Row {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly verdict?: string;
  readonly raw_bytes?: number;
  readonly raw_sha256?: string;
  readonly expected?: string;
}

interface Expectation {
  readonly expected: {
    readonly python: { readonly listing: readonly { name: string; type: string; size: number; sha256: string | null }[] };
    readonly gnu: { readonly names: readonly string[] };
    readonly bsdtar: { readonly names: readonly string[] };
    /** Go's own table; where it covers a row it decides, and Python agrees with its names. */
    readonly go_table?: unknown;
  };
}

/** Where Python's tarfile, from which sizes come, is known to be wrong: it takes sparse files of version 1.0 as stored, and stops at a NUL. */
const TRUE_SIZES: Readonly<Record<string, number>> = {
  'gofrontend__pax-nil-sparse-data.tar': 1000,
  'gofrontend__pax-sparse-big.tar': 60_000_000_000,
  'libarchive__test_read_format_tar_timestamp_overflow.tar.uu': 14,
};
/** Where the other readers stop at the end of the first archive, and we go on: what lies behind ships as well. */
const CONCATENATED: Readonly<Record<string, readonly string[]>> = { 'libarchive__test_read_format_tar_concatenated.tar.uu': ['file2'] };

/** Regular files as the readers list them: Python's listing, with the name that GNU tar and bsdtar agree on against it. */
function expectedMembers(row: Row, { expected }: Expectation): { name: string; size: number; sha256: string | null }[] {
  const { python, gnu, bsdtar, go_table } = expected;
  return python.listing.flatMap(({ name, type, size, sha256 }, index) => {
    if (!['0', '\0', '7', 'S'].includes(type)) return [];
    const other = go_table === undefined && gnu.names.length === python.listing.length && gnu.names[index] === bsdtar.names[index] ? gnu.names[index]! : name;
    const agreed = /^[\x20-\x5b\x5d-\x7e]+$/.test(other) ? other : nameOf(name);
    const known = TRUE_SIZES[row.id];
    return [{ name: agreed, size: known ?? size, sha256: known === undefined ? sha256 : null }];
  });
}

async function list(stored: AsyncIterable<Buffer>): Promise<Listing> {
  async function* pieces(): AsyncGenerator<Buffer> {
    yield* (await decompressPieces(stored)).pieces;
  }
  const { files, ...rest } = await readTar(pieces(), ({ path: name, size }) => {
    const hash = createHash('sha256');
    return { data: (bytes) => void hash.update(bytes), end: () => ({ name, size, sha256: hash.digest('hex') }) };
  });
  return { members: files, ...rest };
}

/** What a row stores, out of its uuencoding and its `.Z`. */
function unwrap(stored: Buffer): Buffer {
  const bytes = /(^|\n)begin [0-7]{3} /.test(stored.toString('latin1', 0, 1024)) ? uudecode(stored) : stored;
  return bytes[0] === 0x1f && bytes[1] === 0x9d ? uncompress(bytes) : bytes;
}

function uudecode(stored: Buffer): Buffer {
  const lines = stored.toString('latin1').split(/\r?\n/);
  const parts: Buffer[] = [];
  for (let at = lines.findIndex((line) => line.startsWith('begin ')) + 1; lines[at] !== undefined && lines[at] !== 'end'; at += 1) {
    const values = [...lines[at]!].map((character) => (character.charCodeAt(0) - 32) & 63);
    const length = values[0] ?? 0;
    const out: number[] = [];
    for (let index = 1; index < values.length; index += 4) {
      const word = (values[index]! << 18) | ((values[index + 1] ?? 0) << 12) | ((values[index + 2] ?? 0) << 6) | (values[index + 3] ?? 0);
      out.push(word >> 16, (word >> 8) & 255, word & 255);
    }
    parts.push(Buffer.from(out.slice(0, length)));
  }
  return Buffer.concat(parts);
}

/** Python keeps a byte that is no UTF-8 as a lone surrogate; we take the whole name as latin1 then. */
function nameOf(python: string): string {
  if (!/[\udc80-\udcff]/.test(python)) return python;
  const parts = [...python].map((character) => {
    const code = character.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character, 'utf8');
  });
  const bytes = Buffer.concat(parts);
  return bytes.toString('latin1');
}

function pieces(bytes: Buffer): AsyncIterable<Buffer> {
  return lendBytes(bytes, 65_536);
}

async function unpack(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let path = '';
  let parts: Buffer[] = [];
  const reader = new TarReader({
    entry(entry) {
      path = entry.type === 'file' ? entry.path.replace(/^(\.\/)?(compat\/)?/, '') : '';
      parts = [];
    },
    data: (bytes) => void parts.push(Buffer.from(bytes)),
    end: () => void (path !== '' && files.set(path, Buffer.concat(parts))),
    damage(message) {
      throw new Error(message);
    },
  });
  const { pieces: unpacked } = await decompressPieces(createReadStream(CORPUS));
  for await (const chunk of unpacked) reader.push(chunk);
  reader.finish();
  return files;
}

const present = existsSync(CORPUS);
if (!present) console.warn(`Skipped: ${CORPUS} is not here, so archives of other writers are not read.`);
const files = present ? await unpack() : new Map<string, Buffer>();
const rows = (files.get('manifest.jsonl')?.toString('utf8') ?? '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
const of = (kind: string, verdict?: string): Row[] => rows.filter((row) => row.kind === kind && (verdict === undefined || row.verdict === verdict));

(present ? describe : describe.skip)('archives that others wrote', () => {
  test('the corpus is whole', () => {
    expect([of('tar', 'list').length, of('tar', 'error').length, of('tar', 'disputed').length]).toEqual([100, 6, 10]);
  });

  for (const row of of('tar', 'list')) {
    test(`list: ${row.id}`, async () => {
      const { members, error } = await list(pieces(unwrap(files.get(row.file)!)));
      const expected = expectedMembers(row, JSON.parse(files.get(`${row.file}.json`)!.toString('utf8')) as Expectation);
      const extra = CONCATENATED[row.id] ?? [];
      expect(error).toBeNull();
      expect(members.slice(expected.length).map(({ name }) => name)).toEqual(extra);
      const comparable = members.slice(0, expected.length).map((member, index) => ({ ...member, sha256: expected[index]!.sha256 === null ? null : member.sha256 }));
      expect(comparable).toEqual(expected);
    });
  }

  for (const row of of('tar', 'error')) {
    test(`error: ${row.id}`, async () => {
      const { error } = await list(pieces(unwrap(files.get(row.file)!)));
      expect(error).toBeInstanceOf(LayerlintError);
      expect((error as LayerlintError).code).toBe('damaged');
    });
  }

  for (const row of of('tar', 'disputed')) {
    test(
      `disputed: ${row.id}`,
      async () => {
        const { members, error } = await list(pieces(unwrap(files.get(row.file)!)));
        if (error !== null) expect(error).toBeInstanceOf(LayerlintError);
        const expected = expectedMembers(row, JSON.parse(files.get(`${row.file}.json`)!.toString('utf8')) as Expectation);
        const digests = members.map(({ sha256 }) => sha256);
        for (const { sha256 } of expected) if (sha256 !== null) expect(digests).toContain(sha256);
      },
      LONGEST_ROW_MS,
    );
  }

  for (const row of of('stream').filter(({ raw_sha256 }) => raw_sha256 !== undefined)) {
    test(`stream: ${row.id}`, async () => {
      const hash = createHash('sha256');
      let length = 0;
      const { pieces: unpacked } = await decompressPieces(pieces(files.get(row.file)!));
      for await (const chunk of unpacked) {
        hash.update(chunk);
        length += chunk.length;
      }
      expect([length, hash.digest('hex')]).toEqual([row.raw_bytes, row.raw_sha256]);
    });
  }

  for (const row of of('derived')) {
    test(`derived: ${row.id}: ${row.expected}`, async () => {
      const { members, error } = await list(pieces(files.get(row.file)!));
      if (row.expected!.startsWith('readable')) expect(error).toBeNull();
      else expect(error).toBeInstanceOf(LayerlintError);
      expect(members.length).toBeGreaterThan(0);
    });
  }
});
