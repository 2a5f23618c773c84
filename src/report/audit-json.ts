import type { AuditReport } from '../model/audit.js';
import type { FormatOptions } from './format.js';

/** Grows when a field goes away or changes its meaning; fields may be added without. */
const AUDIT_SCHEMA_VERSION = 1;

function head({ version }: FormatOptions) {
  return { schemaVersion: AUDIT_SCHEMA_VERSION, tool: { name: 'layerlint', version } };
}

/** The whole answer as one document: `AuditReport` as it is typed. */
export function formatAuditJson(audit: AuditReport, options: FormatOptions): string {
  return `${JSON.stringify({ ...head(options), ...audit }, null, 2)}\n`;
}

/** One object a line, `kind` first: the run, then each secret, each image that they count into, each notice. */
export function formatAuditLines(audit: AuditReport, options: FormatOptions): string {
  const { secrets, images, notices, ...run } = audit;
  const lines = [
    { kind: 'audit', ...head(options), ...run },
    ...secrets.map((secret) => ({ kind: 'secret', ...secret })),
    ...images.map((image, index) => ({ kind: 'image', index, ...image })),
    ...notices.map((notice) => ({ kind: 'notice', ...notice })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
