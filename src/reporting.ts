/** Reports as texts. */
import type { AuditReport } from './model/audit.js';
import type { Report } from './model/report.js';
import type { RuleSet } from './model/rule.js';
import { type AuditFormat, formatAudit } from './report/audit.js';
import { type FormatOptions, formatReports } from './report/format.js';
import { builtInRuleSet } from './rule-sets.js';
import { version } from './version.js';

/** One document for one report or several, in the format asked for. */
export function formatReport(report: Report | readonly Report[], options: Partial<FormatOptions> = {}): string {
  const defaults = { format: 'text', showSecrets: false, colour: false, rules: builtInRuleSet, version } as const;
  return formatReports('findings' in report ? [report] : report, { ...defaults, ...options });
}

/** The answer of an audit in the format asked for. */
export function formatAuditReport(audit: AuditReport, options: { readonly format?: AuditFormat; readonly colour?: boolean; readonly rules?: RuleSet } = {}): string {
  const { format = 'text', colour = false, rules = builtInRuleSet } = options;
  return formatAudit(audit, format, { format: 'text', showSecrets: false, colour, rules, version });
}
