import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { lint } from '../../src/scan/lint.js';

interface Mark {
  readonly line: number;
  readonly instruction_line?: number;
}
interface Row {
  readonly dockerfile: string;
  readonly expect: readonly Mark[];
  readonly optional?: readonly Mark[];
  readonly doubtful?: boolean;
}

const CORPUS = new URL('../../../shared/corpus/dockerfiles.jsonl.gz', import.meta.url);
const present = existsSync(CORPUS);
if (!present) console.log(`Skipped: ${CORPUS.pathname} is not here.`);

describe('real Dockerfiles', () => {
  (present ? test : test.skip)('precision and recall by line', async () => {
    const rows = gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Row);
    const rules = createRuleSet(builtInRules);
    const matcher = createMatcher(rulesOfKind(rules, 'credential'));
    const count = { found: 0, missed: 0, wrong: 0 };
    for (const row of rows.filter(({ doubtful }) => !doubtful)) {
      const { findings } = await lint(parseDockerfile(row.dockerfile, 'Dockerfile'), rules, { matcher });
      const lines = new Set(findings.map(({ location }) => location.region!.startLine));
      const isAt = (line: number, mark: Mark): boolean => line === mark.line || line === mark.instruction_line;
      for (const mark of row.expect) count[[...lines].some((line) => isAt(line, mark)) ? 'found' : 'missed'] += 1;
      for (const line of lines) if (![...row.expect, ...(row.optional ?? [])].some((mark) => isAt(line, mark))) count.wrong += 1;
    }
    expect(count.found / (count.found + count.wrong)).toBeGreaterThanOrEqual(0.95);
    expect(count.found / (count.found + count.missed)).toBeGreaterThanOrEqual(0.95);
  });
});
