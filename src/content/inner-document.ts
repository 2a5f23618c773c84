import type { Container } from './container.js';
import type { OuterFile } from './outer-file.js';

/** A file, or what was found in one: one document for the matcher, its bytes as they stand in what holds it. */
export interface InnerDocument {
  readonly outer: OuterFile;
  /** 0 is the file itself. */
  readonly depth: number;
  /** For rules that hold only in some files: the outer path with the names inside put behind it. */
  readonly path: string;
  /** Names inside nested archives, outermost first; empty for the file itself. */
  readonly within: readonly string[];
  /** What the names of its own members are put behind: a compressed file is no place of its own. */
  readonly chain: readonly string[];
  /** As `ContentReader.begin` takes it. */
  readonly size: number;
  /** True when the same bytes may come many times, as versions of one file: a value is then shown once. */
  readonly version: boolean;
  /** Known once its first bytes have been seen. */
  container: Container | null;
}

/** Stored bytes that were looked at as documents of their own: pairs of start and end, in order. */
export type Coverage = readonly number[];

/** True when `[start, end)` touches what has been opened. */
export function isCovered(coverage: Coverage, start: number, end: number): boolean {
  for (let at = 0; at < coverage.length; at += 2) if (start < coverage[at + 1]! && end > coverage[at]!) return true;
  return false;
}

const MAX_NAME = 1024;
/** A name with a part that is none, or that leads elsewhere. */
const CLIMBS = /(?:^|\/)\.{0,2}(?:\/|$)/;
const COMPRESSED = /\.(?:gz|bz2|xz|zst|zstd|lzma|lz)$/i;
const COMPRESSED_TAR = /\.(?:tgz|tbz2?|txz|tzst|tlz)$/i;

/** A member of an archive; its name is shown and matched, never opened, and may not climb. */
export function memberOf(archive: InnerDocument, stored: string, size: number | null): InnerDocument {
  const short = stored.length > MAX_NAME ? stored.slice(0, MAX_NAME) : stored;
  const parts = CLIMBS.test(short) ? short.split('/').filter((part) => part !== '' && part !== '.' && part !== '..') : null;
  const name = parts ? parts.join('/') || 'unnamed' : short;
  const within = [...archive.chain, name];
  return { outer: archive.outer, depth: archive.depth + 1, path: `${archive.path}/${name}`, within, chain: within, size: size ?? Number.MAX_SAFE_INTEGER, version: archive.version, container: null };
}

/** What a compressed file holds, named as the usual tools would name it. */
export function contentOf(compressed: InnerDocument, size: number | null): InnerDocument {
  const path = compressed.path.replace(COMPRESSED, '').replace(COMPRESSED_TAR, '.tar');
  const within = [...compressed.chain, path.slice(path.lastIndexOf('/') + 1)];
  return { outer: compressed.outer, depth: compressed.depth + 1, path, within, chain: compressed.chain, size: size ?? Number.MAX_SAFE_INTEGER, version: compressed.version, container: null };
}

/** An object of a git repository: its id, and its path where a tree names it. */
export function objectOf(repository: InnerDocument, id: string, path: string | null, size: number | null): InnerDocument {
  const within = [...repository.chain, id, ...(path === null ? [] : [path.slice(0, MAX_NAME)])];
  const { outer, depth } = repository;
  return { outer, depth: depth + 1, path: `${repository.path}/${path ?? id}`, within, chain: within, size: size ?? Number.MAX_SAFE_INTEGER, version: true, container: null };
}
