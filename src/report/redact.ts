import type { Finding } from '../model/finding.js';
import type { Location } from '../model/location.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { Secret } from '../model/secret.js';

/** Shorter values are too common as parts of words: masking them would garble a report and hide nothing. */
const SHORTEST_REDACTED = 6;

/** A plain word may be a part of a path (`run/secrets`); to find it there gives nothing away, and a garbled path helps nobody. */
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
  const all = [...secrets.values()];
  const text = createRedaction(all);
  const path = createRedaction(all.filter((secret) => !PLAIN_WORD.test(secret.reveal())));
  return reports.map((report) => ({
    ...report,
    target: { ...report.target, reference: path(report.target.reference) },
    findings: report.findings.map((finding) => redactFinding(finding, text, path)),
    notices: report.notices.map((notice) => redactNotice(notice, text, path)),
  }));
}

type Redaction = (text: string) => string;

function redactFinding(finding: Finding, text: Redaction, path: Redaction): Finding {
  const { suppression } = finding;
  return {
    ...finding,
    message: text(finding.message),
    evidence: finding.evidence.map(text),
    excerpt: finding.excerpt === null ? null : text(finding.excerpt),
    location: redactLocation(finding.location, text, path),
    suppression: suppression && { ...suppression, justification: text(suppression.justification) },
  };
}

function redactNotice(notice: Notice, text: Redaction, path: Redaction): Notice {
  return { ...notice, message: text(notice.message), location: notice.location && redactLocation(notice.location, text, path) };
}

function redactLocation(location: Location, text: Redaction, path: Redaction): Location {
  switch (location.kind) {
    case 'dockerfile':
      return { ...location, path: path(location.path) };
    case 'context':
      return { ...location, path: path(location.path), within: location.within.map(path) };
    case 'layer':
      return { ...location, path: path(location.path), within: location.within.map(path), layer: redactLayer(location.layer, text) };
    case 'history':
      return {
        ...location,
        pointer: path(location.pointer),
        instruction: text(location.instruction),
        layer: location.layer && redactLayer(location.layer, text),
      };
    default:
      return { ...location, pointer: path(location.pointer) };
  }
}

function redactLayer<T extends { readonly createdBy: string | null }>(layer: T, text: Redaction): T {
  return layer.createdBy === null ? layer : { ...layer, createdBy: text(layer.createdBy) };
}

/** Looks values up by their first characters, so that the work grows with the text and not with the number of secrets. */
function createRedaction(secrets: readonly Secret[]): Redaction {
  const byHead = new Map<string, Secret[]>();
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value.length < SHORTEST_REDACTED) continue;
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
