import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { createMatcher, resolveOverlaps, type Hit } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';

/** Texts that others publish as tests of their rules; no part of the repository. */
const VECTORS = new URL('../../../shared/corpus/credential-vectors.jsonl.gz', import.meta.url);

interface Vector {
  readonly source: string;
  readonly rule: string;
  readonly text: string;
  readonly expect: 'match' | 'no-match';
  readonly scope: 'rule' | 'global';
}

const matcher = createMatcher(rulesOfKind({ rules: builtInRules, digest: '' }, 'credential'));
const here = existsSync(VECTORS);
if (!here) console.log(`Recall is not held: ${VECTORS.pathname} is not here.`);

function find(text: string): Hit[] {
  const bytes = Buffer.from(text);
  return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'vector' }));
}

(here ? describe : describe.skip)('what others publish as leaks', () => {
  const vectors = here ? gunzipSync(readFileSync(VECTORS)).toString().trim().split('\n').map((line) => JSON.parse(line) as Vector) : [];
  test.each(['gitleaks', 'betterleaks', 'kingfisher', 'noseyparker', 'titus', 'trivy', 'ms-security-utilities'])('%s: by rule, averaged, at least 0.95 are found', (source) => {
    const byRule = new Map<string, { found: number; all: number }>();
    for (const { rule, text } of vectors.filter((one) => one.source === source && one.expect === 'match')) {
      const row = byRule.get(rule) ?? { found: 0, all: 0 };
      byRule.set(rule, row);
      row.all++;
      if (find(text).length > 0) row.found++;
    }
    const recall = [...byRule.values()].reduce((sum, { found, all }) => sum + found / all, 0) / byRule.size;
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });
  test('of what should not be found nothing is above low', () => {
    const loud = vectors.filter(({ expect: wanted, scope, text }) => wanted === 'no-match' && scope === 'global' && find(text).some(({ severity }) => severity !== 'info' && severity !== 'low'));
    expect(loud).toEqual([]);
  });
});
