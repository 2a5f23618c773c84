import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import { formatReports, type Format } from '../../src/report/format.js';
import { cleanReport, dockerfileReport, imageReport, rules } from './sample-report.js';

const golden: readonly (readonly [file: string, format: Format, reports: readonly Report[], colour: boolean])[] = [
  ['image.txt', 'text', [imageReport], false],
  ['dockerfile.txt', 'text', [dockerfileReport], false],
  ['dockerfile-colour.txt', 'text', [dockerfileReport], true],
  ['several.txt', 'text', [cleanReport, dockerfileReport], false],
  ['clean.txt', 'text', [cleanReport], false],
  ['image.json', 'json', [imageReport], false],
  ['several.json', 'json', [cleanReport, dockerfileReport], false],
  ['several.sarif', 'sarif', [dockerfileReport, imageReport], false],
];

describe('golden reports', () => {
  test.each(golden)('%s', (file, format, reports, colour) => {
    const rendered = formatReports(reports, { format, showSecrets: false, colour, rules, version: '1.2.3' });
    const path = new URL(`../golden/${file}`, import.meta.url);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, rendered);
    expect(existsSync(path)).toBe(true);
    expect(rendered).toBe(readFileSync(path, 'utf8'));
  });

  test.each(golden.filter(([, format]) => format === 'text'))('%s fits into 80 columns but for what must stay whole', (file) => {
    const text = readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8').replace(/\u001b\[[0-9;]*m/g, '');
    const long = text.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '));
    expect(long.filter((line) => !/sha256:/.test(line))).toEqual([]);
  });
});
