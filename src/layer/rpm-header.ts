const INTRO_BYTES = 8;
const ENTRY_BYTES = 16;

/** https://rpm-software-management.github.io/rpm/manual/tags.html */
const TAGS = { dsaSignature: 267, rsaSignature: 268, openpgpSignature: 278, vendor: 1011, digests: 1035, directoryOf: 1116, names: 1117, directories: 1118, algorithm: 5011 } as const;
const TYPES = { int32: 4, string: 6, strings: 8 } as const;

/** Which digest of a file; the numbers are those of OpenPGP. A header that names none is of the time of MD5. */
const ALGORITHMS: Readonly<Record<number, string>> = { 1: 'md5', 2: 'sha1', 8: 'sha256' };

/** Linux takes no longer path; a folder is said once for all its files, so that without a limit a small header could say much. */
const LONGEST_PATH = 4096;

/** What the header of an installed package says. */
export interface RpmPackage {
  readonly vendor: string;
  /** True where somebody signed it; by whom is not looked into. */
  readonly signed: boolean;
  /** Files with contents, paths without the slash in front; empty where the digests are of a kind that nobody else here keeps. */
  files(): Generator<{ readonly path: string; readonly digest: string }>;
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/** Reads a header as the database keeps it, without magic; null where it is none. https://rpm-software-management.github.io/rpm/manual/hregions.html */
export function readRpmHeader(blob: Buffer): RpmPackage | null {
  if (blob.length < INTRO_BYTES) return null;
  const entries = blob.readUInt32BE(0);
  const start = INTRO_BYTES + entries * ENTRY_BYTES;
  if (start + blob.readUInt32BE(4) > blob.length) return null;
  const data = blob.subarray(start, start + blob.readUInt32BE(4));
  const wanted = new Set<number>(Object.values(TAGS));
  const index = new Map<number, Entry>();
  for (let at = INTRO_BYTES; at < start; at += ENTRY_BYTES) {
    const tag = blob.readUInt32BE(at);
    if (wanted.has(tag) && !index.has(tag)) index.set(tag, { type: blob.readUInt32BE(at + 4), offset: blob.readUInt32BE(at + 8), count: blob.readUInt32BE(at + 12) });
  }
  return {
    vendor: strings(data, index.get(TAGS.vendor)).next().value ?? '',
    signed: index.has(TAGS.dsaSignature) || index.has(TAGS.rsaSignature) || index.has(TAGS.openpgpSignature),
    files: () => filesOf(data, index),
  };
}

function* filesOf(data: Buffer, index: ReadonlyMap<number, Entry>): Generator<{ readonly path: string; readonly digest: string }> {
  const algorithm = ALGORITHMS[integer(data, index.get(TAGS.algorithm), 0) ?? 1];
  if (algorithm === undefined) return;
  const directories = [...strings(data, index.get(TAGS.directories))];
  const digests = strings(data, index.get(TAGS.digests));
  let file = 0;
  for (const name of strings(data, index.get(TAGS.names))) {
    const digest = digests.next().value;
    const directory = directories[integer(data, index.get(TAGS.directoryOf), file) ?? Infinity];
    file += 1;
    if (digest === undefined || directory === undefined) return;
    // Folders, links and ghosts have none.
    if (digest !== '' && directory.length + name.length <= LONGEST_PATH) yield { path: `${directory}${name}`.replace(/^\/+/, ''), digest };
  }
}

function integer(data: Buffer, entry: Entry | undefined, at: number): number | null {
  if (entry?.type !== TYPES.int32 || at >= entry.count || entry.offset + at * 4 + 4 > data.length) return null;
  return data.readUInt32BE(entry.offset + at * 4);
}

/** One after the other, each ended by a zero. */
function* strings(data: Buffer, entry: Entry | undefined): Generator<string, undefined> {
  if (entry?.type !== TYPES.strings && entry?.type !== TYPES.string) return;
  let at = entry.offset;
  for (let number = 0; number < entry.count; number += 1) {
    const end = at < data.length ? data.indexOf(0, at) : -1;
    if (end < 0) return;
    yield data.toString('utf8', at, end);
    at = end + 1;
  }
}
