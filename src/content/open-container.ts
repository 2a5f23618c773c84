import type { ArchiveEvent } from '../archive/archive-event.js';
import { readAr } from '../archive/ar.js';
import type { ByteSource } from '../archive/byte-source.js';
import { readCpio } from '../archive/cpio.js';
import { sniffCompression } from '../archive/decompress.js';
import { isLzmaAlone } from '../archive/lzma-head.js';
import { skipToPayload } from '../archive/rpm.js';
import { TarReader } from '../archive/tar.js';
import { readZip } from '../archive/zip.js';
import { LayerlintError } from '../model/error.js';
import type { NoticeCode } from '../model/notice.js';
import type { Container } from './container.js';
import { contentOf, memberOf } from './inner-document.js';
import type { InnerDocument } from './inner-document.js';
import type { FileOpener } from './open.js';
import { openGitObject, openGitPack } from './open-git.js';
import { SourceMapOpener } from './open-source-map.js';
import { openSqlite } from './open-sqlite.js';

/** Tells what was not read, in a sentence. */
export type Say = (code: NoticeCode, message: string) => void;

/**
 * Gives all that is in `document` to `inner`, and to `coverage` which of its bytes that was.
 * Throws `damaged`, `unsupported` and `limit-exceeded` after all that could be read; what is missing in an archive is said.
 */
export async function openContainer(document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[], say: Say): Promise<void> {
  switch (document.container) {
    case 'zip':
      return openArchive(readZip(source), document, inner, coverage, say);
    case 'ar':
      return openArchive(readAr(source), document, inner, coverage, say);
    case 'cpio':
      return openArchive(readCpio(source), document, inner, coverage, say);
    case 'rpm':
      return openRpm(document, source, inner, coverage);
    case 'sqlite':
      return openSqlite(document, source, inner, say);
    case 'tar':
      return openTar(document, source, inner, say);
    case 'git-object':
      return openGitObject(document, source, inner, coverage);
    case 'git-pack':
      return openGitPack(document, source, inner, coverage, say);
    case '7z':
      return openArchive((await import('../archive/seven-zip.js')).readSevenZip(source), document, inner, coverage, say);
    case 'source-map':
      return openSourceMap(document, source, inner, coverage);
    case 'rar':
    case null:
      return;
    default:
      return openCompressed(await inflate(document.container, source), document, source, inner, coverage);
  }
}

type Compressed = Extract<Container, 'gzip' | 'bzip2' | 'xz' | 'zstd' | 'lzma' | 'lzip'>;

async function inflate(compression: Compressed, source: ByteSource): Promise<AsyncIterable<Buffer>> {
  switch (compression) {
    case 'gzip':
      return (await import('../archive/gzip.js')).gunzip(source);
    case 'bzip2':
      return (await import('../archive/bzip2.js')).bunzip2(source);
    case 'xz':
      return (await import('../archive/xz.js')).unxz(source);
    case 'zstd':
      return (await import('../archive/zstd.js')).unzstd(source);
    case 'lzma':
      return (await import('../archive/lzma-stream.js')).unlzma(source);
    case 'lzip':
      return (await import('../archive/lzma-stream.js')).unlzip(source);
  }
}

async function openCompressed(inflated: AsyncIterable<Buffer>, document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[]): Promise<void> {
  try {
    inner.begin(contentOf(document, null));
    for await (const bytes of inflated) {
      inner.write(bytes);
      await inner.settle();
    }
    coverage.push(0, source.position);
  } finally {
    inner.end();
    await inner.settle();
  }
}

async function openSourceMap(document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[]): Promise<void> {
  const map = new SourceMapOpener(document, inner, coverage);
  try {
    for (let piece = await source.pull(); piece !== null; piece = await source.pull()) map.push(piece);
    map.finish();
  } finally {
    await inner.settle();
  }
}

/** A package's files lie in its payload; its header, with the scripts that it runs, is looked at as it stands. */
async function openRpm(document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[]): Promise<void> {
  await skipToPayload(source);
  const start = source.position;
  const head = await source.peek(16);
  const known = sniffCompression(head);
  const compression = known === 'none' && isLzmaAlone(head) ? 'lzma' : known;
  if (compression === 'none' && !/^07070/.test(head.toString('latin1'))) throw new LayerlintError('unsupported', 'Its payload is compressed by a method that is not known; its files were not read.');
  const payload = { ...document, path: `${document.path.replace(/\.rpm$/i, '')}.cpio` };
  const covered: number[] = [];
  await openCompressed(compression === 'none' ? pieces(source) : await inflate(compression, source), payload, source, inner, covered);
  if (covered.length > 0) coverage.push(start, source.position);
}

async function* pieces(source: ByteSource): AsyncGenerator<Buffer> {
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) yield piece;
}

async function openArchive(events: AsyncIterable<ArchiveEvent>, document: InnerDocument, inner: FileOpener, coverage: number[], say: Say): Promise<void> {
  let begun = false;
  let start = 0;
  try {
    for await (const event of events) {
      switch (event.kind) {
        case 'files':
          do {
            begun = true;
            inner.begin(memberOf(document, event.files.name, event.files.bytes.length));
            inner.write(event.files.bytes);
            begun = false;
            inner.end();
            coverage.push(event.files.offset, event.files.end);
            const rest = inner.settle();
            if (rest) await rest;
          } while (event.files.next());
          break;
        case 'entry':
          begun = true;
          start = event.offset;
          inner.begin(memberOf(document, event.name, event.size));
          break;
        case 'data':
          inner.write(event.bytes);
          break;
        case 'end':
          begun = false;
          inner.end();
          if (event.whole && event.offset > start) coverage.push(start, event.offset);
          break;
        case 'fault':
          say(event.code, event.message);
      }
      const rest = inner.settle();
      if (rest) await rest;
    }
  } finally {
    if (begun) inner.end();
    await inner.settle();
  }
}

async function openTar(document: InnerDocument, source: ByteSource, inner: FileOpener, say: Say): Promise<void> {
  let begun = false;
  const tar = new TarReader({
    entry: (entry) => {
      if (entry.size === 0) return;
      begun = true;
      inner.begin(memberOf(document, entry.path, entry.size));
    },
    data: (bytes) => {
      if (begun) inner.write(bytes);
    },
    end: () => {
      if (begun) inner.end();
      begun = false;
    },
    damage: (message) => say('damaged', message),
  });
  try {
    for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
      tar.push(piece);
      const rest = inner.settle();
      if (rest) await rest;
    }
    tar.finish();
  } finally {
    if (begun) inner.end();
    await inner.settle();
  }
}
