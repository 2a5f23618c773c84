import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { filesPage } from '../../docs/file-pages.js';
import { FAMILIES, FORMATS } from '../../src/grammar/formats.js';
import { builtInRules } from '../../rules/index.js';

test('the page of credential files is the one that the code gives', () => {
  expect(readFileSync('docs/files.md', 'utf8')).toBe(filesPage(FAMILIES));
});

test('it names every format, every name of each, and rules that exist', () => {
  const page = filesPage(FAMILIES);
  const ids = new Set(builtInRules.map(({ id }) => id));
  for (const { name, rule, paths, wide = [] } of FORMATS) {
    expect(page).toContain(`| ${name} |`);
    for (const path of [...paths, ...wide]) expect(page).toContain(`\`${path}\``);
    expect(ids.has(rule) ? '' : rule).toBe('');
  }
});
