import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../../rules/index.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const set = { rules: builtInRules, digest: '' };
const rules = rulesOfKind(set, 'dockerfile');
const files = rulesOfKind(set, 'file');
const SEEDS = [1, 2, 3, 4, 5];

describe('every Dockerfile rule', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s finds its leaks and leaves its clean examples alone', (_, rule) => {
    for (const seed of SEEDS) {
      for (const template of rule.examples.leaks) {
        const dockerfile = parseDockerfile(expandTemplate(template, seed), 'Dockerfile');
        const problems = rule.check(dockerfile, files);
        expect({ template, seed, found: problems.length > 0 }).toEqual({ template, seed, found: true });
        for (const { start, end, sinks, message, name, fix = '' } of problems) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(dockerfile.text.length);
          expect(sinks.length).toBeGreaterThan(0);
          expect(message).toMatch(/^[A-Z`].*\.$/s);
          expect(typeof name).toBe('string');
          if (fix !== '') expect(fix).toMatch(/^[A-Z`].*\.$/s);
        }
      }
      for (const template of rule.examples.clean) {
        const dockerfile = parseDockerfile(expandTemplate(template, seed), 'Dockerfile');
        expect({ template, problems: rule.check(dockerfile, files).map(({ message }) => message) }).toEqual({ template, problems: [] });
      }
    }
  });
});
