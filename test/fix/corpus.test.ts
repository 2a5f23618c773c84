import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fixText } from '../../src/index.js';

const CORPUS = new URL('../../../shared/corpus/dockerfiles.jsonl.gz', import.meta.url);
const present = existsSync(CORPUS);
if (!present) console.log(`Skipped: ${CORPUS.pathname} is not here.`);

describe('real Dockerfiles', () => {
  (present ? test : test.skip)('a fixed file parses, has no finding that was not there, and is not fixed again', async () => {
    const rows = gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly id: string; readonly dockerfile: string });
    let fixes = 0;
    for (const { id, dockerfile } of rows) {
      const fixed = await fixText(dockerfile, 'Dockerfile');
      const [change] = fixed.changes;
      if (!change) {
        expect({ id, fixed: fixed.fixed }).toEqual({ id, fixed: [] });
        continue;
      }
      fixes += fixed.fixes.length;
      const again = await fixText(change.after, 'Dockerfile');
      const known = new Set(fixed.report.findings.map(({ fingerprint }) => fingerprint));
      expect({ id, changes: again.changes }).toEqual({ id, changes: [] });
      expect({ id, more: again.report.findings.filter(({ fingerprint }) => !known.has(fingerprint)) }).toEqual({ id, more: [] });
      expect({ id, fixed: fixed.report.findings.length - again.report.findings.length }).toEqual({ id, fixed: fixed.fixed.length });
      expect(again.report.notices.length).toBeLessThanOrEqual(fixed.report.notices.length);
    }
    expect(fixes).toBeGreaterThanOrEqual(7);
  });
});
