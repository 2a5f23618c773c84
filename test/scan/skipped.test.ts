import { describe, expect, test } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { scanReference } from '../../src/index.js';

describe('statistics', () => {
  test('a file that could not be read to its end is counted, once', async () => {
    const tar = pack();
    tar.entry({ name: 'app/fine.txt' }, 'fine');
    // The magic of 7-Zip, which is not opened.
    tar.entry({ name: 'app/kept.7z' }, Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(64)]));
    tar.finalize();
    const [report] = await scanReference('-', { stdin: Readable.from([await buffer(tar)]) });
    expect(report!.notices.length).toBeGreaterThan(0);
    expect(report!.statistics).toMatchObject({ files: 2, filesSkipped: 1 });
  });
});
