import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../src/model/report.js';
import { Secret } from '../../src/model/secret.js';
import { formatError } from '../../src/report/error-text.js';
import { formatReports } from '../../src/report/format.js';
import { LayerlintError } from '../../src/model/error.js';
import { cleanReport, finding, imageReport, region, rules, TOKEN } from './sample-report.js';

const text = (report: Report, colour = false) => formatReports([report], { format: 'text', showSecrets: false, colour, rules, version: '1.2.3' });
const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('text report', () => {
  test('one secret in many places is one block, which says how many are not shown', () => {
    const findings = Array.from({ length: 25 }, (_, index) =>
      finding({ kind: 'dockerfile', path: `d${index}` }, { state: 'build', sinks: [] }),
    );
    const report = text({ ...cleanReport, findings });
    expect(report.match(/CRITICAL {2}Example token/g)).toHaveLength(1);
    expect(report).toContain('… and 5 more places');
  });

  test('what an image says never reaches the terminal as a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (hostile) => {
        const layer = { index: 0, digest: hostile, diffId: '', createdBy: hostile };
        const place = { kind: 'layer', path: hostile, within: [hostile], layer } as const;
        const bad = finding(place, { state: 'present' }, { message: hostile, excerpt: hostile, evidence: [hostile], region: region(1, 1, 'abc'), secret: new Secret(`${hostile}${TOKEN}`) });
        const report: Report = {
          ...imageReport,
          target: { ...imageReport.target, reference: hostile },
          findings: [bad],
          notices: [{ code: 'damaged', message: hostile, location: bad.location }],
        };
        expect(text(report)).not.toMatch(HOSTILE);
        expect(formatError(new LayerlintError('damaged', hostile, { hint: hostile }), { colour: false })).not.toMatch(HOSTILE);
      }),
    );
  });

  test.each([
    ['at the region', `TOKEN=${new Secret(TOKEN).masked}`, 7, 6],
    ['where masking moved it', `A=******** B=${new Secret(TOKEN).masked}`, 60, 13],
    ['in the middle of a long line', `${'x'.repeat(500)}${new Secret(TOKEN).masked}${'y'.repeat(500)}`, 501, null],
  ])('the caret stands under the mask: %s', (_name, excerpt, column, at) => {
    const one = finding({ kind: 'dockerfile', path: 'Dockerfile' }, { state: 'build', sinks: [] }, { excerpt, region: region(1, column, TOKEN) });
    const lines = text({ ...cleanReport, findings: [one] }).split('\n');
    const caret = lines.findIndex((line) => line.includes('^'));
    const start = lines[caret]!.indexOf('^');
    expect(lines[caret - 1]!.slice(start, start + 12)).toBe(new Secret(TOKEN).masked);
    expect(lines[caret]!.trimEnd().length).toBe(start + 12);
    if (at !== null) expect(start).toBe('      1 | '.length + at);
  });

  test('an incomplete report without findings does not read as clean', () => {
    expect(text({ ...imageReport, findings: [] })).toContain('INCOMPLETE');
  });

  test('an unforeseen error says that the fault is ours', () => {
    expect(formatError(new TypeError('x is not a function'), { colour: false })).toMatch(/^error: internal: x is not a function\nhint: /);
  });
});
