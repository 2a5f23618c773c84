import { isAtLeast, SEVERITIES, type Report, type Severity } from '../index.js';
import { EXIT } from './exit-codes.js';

/** What `--fail-on` takes, worst first; `none` lets findings pass, yet not an incomplete scan. */
export const FAIL_ON = [...SEVERITIES, 'none'] as const;
export type FailOn = Severity | 'none';

/** Suppressed findings do not count; a finding at or above the threshold outweighs that something was not read. */
export function exitCode(reports: readonly Report[], failOn: FailOn): number {
  const fails = reports.some(({ findings }) =>
    findings.some(({ severity, suppression }) => suppression === null && failOn !== 'none' && isAtLeast(severity, failOn)),
  );
  if (fails) return EXIT.findings;
  return reports.every((report) => report.complete) ? EXIT.clean : EXIT.incomplete;
}
