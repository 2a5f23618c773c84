import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { FormatOptions } from './format.js';
import { groupBySecret } from './group.js';
import { createPaint, type Paint } from './paint.js';
import { printable } from './printable.js';
import { indexRules } from './rule-index.js';
import { secretLines } from './text-block.js';
import { placeName } from './text-place.js';
import { summaryLines } from './text-summary.js';
import { WIDTH, wrap } from './wrap.js';

/** For people: grouped by secret, since a leaked secret is rotated once, wherever it lies. */
export function formatText(reports: readonly Report[], options: FormatOptions): string {
  const paint = createPaint(options.colour);
  const rules = indexRules(options.rules);
  const lines = reports.flatMap((report) => reportLines(report, rules, options, paint));
  return `${[...lines, ...summaryLines(reports, paint)].join('\n')}\n`;
}

function reportLines(report: Report, rules: ReadonlyMap<string, Rule>, options: FormatOptions, paint: Paint): string[] {
  const counting = report.findings.filter((finding) => finding.suppression === null);
  const suppressed = report.findings.filter((finding) => finding.suppression !== null);
  const { remarks = [] } = report;
  if (report.findings.length === 0 && report.notices.length === 0 && remarks.length === 0) return [];
  const lines = [...headLines(report, paint), ...remarks.flatMap((remark) => wrap(printable(remark), '')), ''];
  const block = { paint, showSecrets: options.showSecrets, told: new Set<string>() };
  for (const group of groupBySecret(counting)) {
    lines.push(...secretLines(group, rules, block), '');
  }
  for (const { ruleId, location, suppression } of suppressed) {
    const words = `suppressed: ${ruleId} at ${placeName(location)}: ${printable(suppression?.justification ?? '')}`;
    lines.push(...wrap(words, '    ', '  ').map((line) => paint('dim', line)));
  }
  if (suppressed.length > 0) lines.push('');
  if (report.notices.length > 0) lines.push(paint('bold', 'Not fully read:'), ...report.notices.flatMap((notice) => noticeLines(notice, paint)), '');
  return lines;
}

function headLines({ target }: Report, paint: Paint): string[] {
  const about = [target.kind === 'dockerfile' ? null : [target.kind, target.platform].filter(Boolean).join(', '), target.digest];
  return [
    paint('dim', '─'.repeat(WIDTH)),
    paint('bold', printable(target.reference)),
    ...about.flatMap((line) => (line === null ? [] : [paint('dim', printable(line))])),
  ];
}

function noticeLines({ code, message, location }: Notice, paint: Paint): string[] {
  const where = location ? `${placeName(location)}: ` : '';
  const [first = '', ...rest] = wrap(`${code}: ${where}${printable(message)}`, '      ', '  ! ');
  return [paint('yellow', first), ...rest];
}
