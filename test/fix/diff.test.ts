import { describe, expect, test } from '@jest/globals';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { changeEdits, unifiedDiff } from '../../src/fix/diff.js';
import { applyEdits } from '../../src/fix/edit.js';
import { fixText, formatDiff, formatFixes } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';

describe('the diff of a dry run', () => {
  test('a new file and a changed one', () => {
    const diff = unifiedDiff([{ path: './Dockerfile', before: 'a\r\nb\r\n', after: 'b\r\n' }, { path: '.dockerignore', before: null, after: '.env\n' }]);
    expect(diff).toBe('--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,1 @@\n-a\r\n b\r\n--- /dev/null\n+++ b/.dockerignore\n@@ -0,0 +1,1 @@\n+.env\n');
  });
  test('nothing changed is an empty diff', () => expect(unifiedDiff([{ path: 'x', before: 'a', after: 'a' }])).toBe(''));
  test('two Dockerfiles that add to one ignore file', () => {
    const one = { path: '.dockerignore', before: 'a', after: 'a\n.env\n' };
    expect(unifiedDiff([one, { ...one, after: 'a\n.env\n.npmrc\n' }]).match(/^\+[^+].*$/gm)).toEqual(['+a', '+.env', '+.npmrc']);
  });
  test('applied, it gives the fixed text', () => {
    const line = fc.stringMatching(/^[ -~]{0,12}$/);
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const [from, to] = [before.join('\n'), after.join('\n')];
        const diff = unifiedDiff([{ path: 'x', before: from, after: to }]);
        expect(diff === '' ? from : applyPatch(from, diff)).toBe(to);
      }),
    );
  });
  test('no value is shown unless it is asked for, and no control character ever', async () => {
    const value = expandTemplate('{base62:32}', 5);
    const fixed = await fixText(`FROM a\n# \u001b[2J\nARG API_TOKEN=${value}\nRUN ./b\n`, 'Dockerfile');
    expect(fixed.fixes).toHaveLength(1);
    expect(formatDiff([fixed])).toMatch(/^-ARG API_TOKEN=.{4}\*{8}$/m);
    expect(formatDiff([fixed])).not.toContain(value);
    expect(formatDiff([fixed], { showSecrets: true })).toContain(value);
    expect(formatDiff([fixed], { showSecrets: true })).not.toContain('\u001b');
    const text = formatFixes('Dockerfile', 1, fixed, fixed.delivery, 'done');
    expect(text).toContain('rotate it');
    expect(text).toContain('--secret id=api_token,env=API_TOKEN');
    expect(text).not.toContain(value);
  });
});

describe('the edits of a change', () => {
  const line = fc.constantFrom('FROM a', 'ARG X', 'RUN b \\', '', '😀', '😁', 'ä', '\r');
  const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '')), { maxLength: 12 }).map((lines) => lines.flat().join(''));
  test('make of the text before the text behind, cut no character in two, and touch only what differs', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = changeEdits({ path: 'x', before, after });
        expect(applyEdits(before, edits)).toBe(after);
        for (const { start, end, text: put } of edits) {
          expect(put === '' && start === end).toBe(false);
          for (const at of [start, end]) expect(before.slice(at - 1, at + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
        }
      }),
    );
    expect(changeEdits({ path: 'x', before: 'a\nb\nc\n', after: 'a\nbx\nc\n' })).toEqual([{ start: 3, end: 3, text: 'x' }]);
    expect(changeEdits({ path: 'x', before: null, after: 'a\n' })).toEqual([{ start: 0, end: 0, text: 'a\n' }]);
  });
});
