import type { AuditReport } from '../model/audit.js';
import { printable } from './printable.js';
import { placeName } from './text-place.js';

const COLUMNS = [
  'fingerprint', 'rule', 'severity', 'confidence', 'secret', 'identity', 'repository', 'tags', 'former_tags', 'platform', 'digest', 'root',
  'layer', 'path', 'instruction', 'exposure', 'pushed', 'pushed_by', 'anonymous', 'new', 'delete',
] as const;

/** One row for each secret in each image and place, under a head. https://www.rfc-editor.org/rfc/rfc4180 */
export function formatAuditCsv(audit: AuditReport): string {
  const rows = audit.secrets.flatMap((secret) =>
    secret.places.flatMap(({ location, exposure, images }) =>
      images.map((index): readonly string[] => {
        const image = audit.images[index]!;
        const layer = 'layer' in location ? location.layer : null;
        const hidden = exposure.state === 'recoverable' ? ` (hidden by layer ${exposure.hiddenByLayer})` : '';
        return [
          secret.fingerprint, secret.ruleId, secret.severity, secret.confidence, secret.masked ?? '', secret.identity.map(({ label, value }) => `${label}: ${value}`).join('; '), image.repository, image.tags.join(' '), image.formerTags.join(' '), image.platform ?? '', image.digest, image.root,
          layer?.digest ?? '', placeName(location), layer?.createdBy ?? ('instruction' in location ? location.instruction : ''), `${exposure.state}${hidden}`, image.pushed?.at ?? '', image.pushed?.by ?? '',
          String(secret.anonymous), String(secret.isNew), image.deleteCommand,
        ];
      }),
    ),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/**
 * A cell that a spreadsheet would take for a formula is told apart from one, and nothing in it moves a terminal.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(text: string): string {
  const plain = printable(text);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(plain) ? `'${plain}` : plain;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
