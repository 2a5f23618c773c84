import type { Report, Statistics } from '../model/report.js';
import { SEVERITIES } from '../model/severity.js';
import { groupBySecret } from './group.js';
import type { Paint } from './paint.js';
import { plural, sizeWords } from './size.js';
import { wrap } from './wrap.js';

const STATES = ['build', 'present', 'recoverable', 'metadata'] as const;

/** What it comes to: how many findings of which severity and exposure, what was read, and loudly what was not. */
export function summaryLines(reports: readonly Report[], paint: Paint): string[] {
  const findings = reports.flatMap((report) => report.findings.filter((finding) => finding.suppression === null));
  const suppressed = reports.reduce((sum, report) => sum + report.findings.length, 0) - findings.length;
  const notices = reports.reduce((sum, report) => sum + report.notices.length, 0);
  const incomplete = reports.some((report) => !report.complete);
  const lines: string[] = [];
  if (findings.length === 0) {
    const words = `No credentials found in ${readWords(reports)}${suppressedWords(suppressed)}.`;
    lines.push(...wrap(words, '').map((line) => paint(incomplete ? 'yellow' : 'green', line)));
  } else {
    const secrets = reports.reduce((sum, report) => sum + groupBySecret(report.findings.filter((finding) => !finding.suppression)).length, 0);
    const by = SEVERITIES.map((severity) => counted(findings.filter((finding) => finding.severity === severity).length, severity));
    const exposed = STATES.map((state) => counted(findings.filter((finding) => finding.exposure.state === state).length, state));
    const places = `${plural(findings.length, 'finding')} about ${plural(secrets, 'secret')}`;
    const words = `${places}: ${list(by)}; exposure: ${list(exposed)}${suppressedWords(suppressed)}. Read ${readWords(reports)}.`;
    lines.push(...wrap(words, '').map((line) => paint('bold', line)));
  }
  if (incomplete) {
    const words = `INCOMPLETE: ${plural(notices, 'part')} could not be read (see the notices above). What was not read may hold secrets too.`;
    lines.push(...wrap(words, '').map((line) => paint('high', line)));
  }
  return lines;
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}`;
}

function list(words: readonly (string | null)[]): string {
  return words.filter((word) => word !== null).join(', ');
}

function suppressedWords(count: number): string {
  return count === 0 ? '' : `; ${count} suppressed`;
}

function readWords(reports: readonly Report[]): string {
  const total = (key: keyof Statistics) => reports.reduce((sum, report) => sum + report.statistics[key], 0);
  const dockerfiles = reports.filter((report) => report.target.kind === 'dockerfile').length;
  const parts = [
    dockerfiles > 0 ? plural(dockerfiles, 'Dockerfile') : null,
    total('layers') > 0 ? plural(total('layers'), 'layer') : null,
    total('files') > 0 ? plural(total('files'), 'file') : null,
    sizeWords(total('bytes')),
  ];
  return list(parts);
}
