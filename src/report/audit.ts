import type { AuditReport } from '../model/audit.js';
import { formatAuditCsv } from './audit-csv.js';
import { placeReports } from './audit-finding.js';
import { formatAuditHtml } from './audit-html.js';
import { formatAuditJson, formatAuditLines } from './audit-json.js';
import { formatAuditText } from './audit-text.js';
import type { FormatOptions } from './format.js';
import { formatSarif } from './sarif.js';

export const AUDIT_FORMATS = ['text', 'json', 'jsonl', 'csv', 'sarif', 'html'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

const formats: Readonly<Record<AuditFormat, (audit: AuditReport, options: FormatOptions) => string>> = {
  text: formatAuditText,
  json: formatAuditJson,
  jsonl: formatAuditLines,
  csv: formatAuditCsv,
  html: formatAuditHtml,
  sarif: (audit, options) => formatSarif(placeReports(audit), options),
};

/** The answer of an audit as one document, ending in a line feed. It holds no value: the store has none. */
export function formatAudit(audit: AuditReport, format: AuditFormat, options: FormatOptions): string {
  return formats[format](audit, options);
}
