import type { Finding } from '../model/finding.js';
import type { Location } from '../model/location.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { Secret } from '../model/secret.js';

/** Shorter values are too common as parts of words: masking them would garble a report and hide nothing. */
const SHORTEST_REDACTED = 6;

/**
 * A plain word (`secret`) is a part of paths and of sentences; to find it there gives nothing away. Where such a value
 * stands as a value, in an excerpt or an instruction, it was masked when the finding was made.
 */
const PLAIN_WORD = /^[a-z]{1,11}$/i;

/**
 * The same reports with every known secret masked in whatever came out of the target. What makes findings masks already;
 * this is the second lock, so that no format has to think of it. Words that come from rules are left alone.
 */
export function redactReports(reports: readonly Report[]): readonly Report[] {
  const secrets = new Map<string, Secret>();
  for (const { findings } of reports) {
    for (const { secret } of findings) if (secret) secrets.set(secret.reveal(), secret);
  }
  const redact = createRedaction([...secrets.values()]);
  return reports.map((report) => ({
    ...report,
    target: { ...report.target, reference: redact(report.target.reference) },
    findings: report.findings.map((finding) => redactFinding(finding, redact)),
    notices: report.notices.map((notice) => redactNotice(notice, redact)),
  }));
}

type Redaction = (text: string) => string;

function redactFinding(finding: Finding, redact: Redaction): Finding {
  const { suppression } = finding;
  return {
    ...finding,
    message: redact(finding.message),
    evidence: finding.evidence.map(redact),
    excerpt: finding.excerpt === null ? null : redact(finding.excerpt),
    location: redactLocation(finding.location, redact),
    suppression: suppression && { ...suppression, justification: redact(suppression.justification) },
  };
}

function redactNotice(notice: Notice, redact: Redaction): Notice {
  return { ...notice, message: redact(notice.message), location: notice.location && redactLocation(notice.location, redact) };
}

function redactLocation(location: Location, redact: Redaction): Location {
  switch (location.kind) {
    case 'dockerfile':
      return { ...location, path: redact(location.path) };
    case 'context':
      return { ...location, path: redact(location.path), within: location.within.map(redact) };
    case 'layer':
      return { ...location, path: redact(location.path), within: location.within.map(redact), layer: redactLayer(location.layer, redact) };
    case 'history':
      return {
        ...location,
        pointer: redact(location.pointer),
        instruction: redact(location.instruction),
        layer: location.layer && redactLayer(location.layer, redact),
      };
    default:
      return { ...location, pointer: redact(location.pointer) };
  }
}

function redactLayer<T extends { readonly createdBy: string | null }>(layer: T, redact: Redaction): T {
  return layer.createdBy === null ? layer : { ...layer, createdBy: redact(layer.createdBy) };
}

/** Looks values up by their first characters, so that the work grows with the text and not with the number of secrets. */
function createRedaction(secrets: readonly Secret[]): Redaction {
  const byHead = new Map<string, Secret[]>();
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value.length < SHORTEST_REDACTED || PLAIN_WORD.test(value)) continue;
    const head = value.slice(0, SHORTEST_REDACTED);
    byHead.set(head, [...(byHead.get(head) ?? []), secret].sort((a, b) => b.reveal().length - a.reveal().length));
  }
  if (byHead.size === 0) return (text) => text;
  return (text) => {
    let redacted = '';
    let copied = 0;
    for (let at = 0; at + SHORTEST_REDACTED <= text.length; ) {
      const found = byHead.get(text.slice(at, at + SHORTEST_REDACTED))?.find((secret) => text.startsWith(secret.reveal(), at));
      if (!found) {
        at += 1;
        continue;
      }
      redacted += text.slice(copied, at) + found.masked;
      at += found.reveal().length;
      copied = at;
    }
    return redacted + text.slice(copied);
  };
}
