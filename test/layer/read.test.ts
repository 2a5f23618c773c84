import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { readLayer } from '../../src/layer/read.js';
import type { LayerSummary, LayerVisitor } from '../../src/layer/read.js';

interface Seen {
  readonly files: string[];
  readonly notices: string[];
  readonly summary: LayerSummary;
}

async function look(bytes: Buffer | Readable): Promise<Seen> {
  const files: string[] = [];
  const notices: string[] = [];
  let open: string[] = [];
  const visitor: LayerVisitor = {
    file(file) {
      open = [`${file.type} ${file.path}${file.linkTarget === null ? '' : ` -> ${file.linkTarget}`}:`];
      return true;
    },
    bytes: (part) => void open.push(part.toString('latin1')),
    end: () => void files.push(open.join('')),
    notice: (code, message, path) => void notices.push(`${code} ${path ?? '-'}`),
  };
  const summary = await readLayer(bytes instanceof Readable ? bytes : Readable.from([bytes]), visitor);
  return { files, notices, summary };
}

async function tarOf(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of entries) tar.entry({ name }, text);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('readLayer', () => {
  test('two entries of one name, whiteouts with bytes', async () => {
    const tar = await tarOf([['./a', 'one'], ['/a', 'two'], ['d/.wh.x', 'secret']]);
    const seen = await look(gzipSync(tar));
    expect(seen.files).toEqual(['file a:one', 'file a:two', 'file d/.wh.x:secret']);
    expect(seen.notices).toEqual([]);
    expect(seen.summary.compression).toBe('gzip');
    expect(seen.summary.hides.hides('d/x')).toBe(true);
  });
});
