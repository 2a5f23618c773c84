import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { builtInRules } from '../../rules/index.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { lint } from '../../src/scan/lint.js';

const FOLDER = new URL('../dockerfiles/', import.meta.url);
const rules = createRuleSet(builtInRules);
const matcher = createMatcher(rulesOfKind(rules, 'credential'));

/** `# expect: a, b` stands for the next line that is no comment; everything else must be clean. */
function expectations(text: string): string[] {
  const expected: string[] = [];
  let waiting: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const match = /^\s*# expect: (.+)$/.exec(line);
    if (match) waiting.push(...match[1]!.split(/,\s*/));
    else if (!/^\s*#/.test(line)) {
      expected.push(...waiting.map((id) => `${index + 1} ${id}`));
      waiting = [];
    }
  });
  return expected.sort();
}

describe('fixtures', () => {
  test.each(readdirSync(FOLDER))('%s', async (name) => {
    const text = expandTemplate(readFileSync(new URL(name, FOLDER), 'utf8'), 7);
    for (const written of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      const { findings, notices } = await lint(parseDockerfile(written, name), rules, { matcher });
      expect(notices).toEqual([]);
      const found = findings.filter(({ suppression }) => suppression === null).map(({ ruleId, location }) => `${location.region?.startLine} ${ruleId}`);
      expect([...new Set(found)].sort()).toEqual(expectations(written));
    }
  });
});
