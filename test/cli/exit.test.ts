import { describe, expect, test } from '@jest/globals';
import { exitCode, type FailOn } from '../../src/cli/exit.js';
import type { Severity } from '../../src/model/severity.js';
import { cleanReport, finding } from '../report/sample-report.js';

const report = (severities: readonly Severity[], complete = true, suppressed = false) => ({
  ...cleanReport,
  complete,
  findings: severities.map((severity) =>
    finding(
      { kind: 'dockerfile', path: 'Dockerfile' },
      { state: 'build', sinks: [] },
      { severity, suppression: suppressed ? { kind: 'inSource', justification: 'Known.' } : null },
    ),
  ),
});

describe('exitCode', () => {
  test.each<[string, ReturnType<typeof report>[], FailOn, number]>([
    ['clean and complete', [report([])], 'low', 0],
    ['no report at all', [], 'low', 0],
    ['at the threshold', [report(['low'])], 'low', 1],
    ['above the threshold', [report(['critical'])], 'low', 1],
    ['below the threshold', [report(['info'])], 'low', 0],
    ['below a higher threshold', [report(['medium', 'low'])], 'high', 0],
    ['in any of several targets', [report([]), report(['high'])], 'high', 1],
    ['suppressed', [report(['critical'], true, true)], 'low', 0],
    ['incomplete', [report([], false)], 'low', 3],
    ['incomplete, findings below the threshold', [report(['info'], false)], 'low', 3],
    ['incomplete, with findings', [report(['high'], false)], 'low', 1],
    ['incomplete in one of several', [report([]), report([], false)], 'low', 3],
    ['none lets findings pass', [report(['critical'])], 'none', 0],
    ['none does not hide that something was not read', [report(['critical'], false)], 'none', 3],
  ])('%s', (_name, reports, failOn, code) => {
    expect(exitCode(reports, failOn)).toBe(code);
  });
});
