import type { Exposure, Finding, Suppression } from '../model/finding.js';
import type { Location } from '../model/location.js';
import type { Notice } from '../model/notice.js';
import type { Report, Statistics, Target } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { Secret } from '../model/secret.js';
import type { Confidence, Severity } from '../model/severity.js';
import { makeFingerprint } from './fingerprint.js';
import { createRedact, type Redact } from './redact.js';

/** A finding before it is sealed: its texts may still hold values. */
export interface Draft {
  readonly rule: Rule;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly secret: Secret | null;
  readonly evidence: readonly string[];
  readonly location: Location;
  readonly exposure: Exposure;
  readonly excerpt: string | null;
  /** Tells this finding from its like at one place: a variable's name, say; part of the fingerprint. */
  readonly name: string;
  /** Better advice than the rule's own. */
  readonly fix?: string;
  readonly suppression?: Suppression;
}

/**
 * Makes a report that holds no value in any text: every secret that any draft knows is masked in all of them.
 * Drafts and notices keep their order.
 */
export function sealReport(
  target: Target,
  drafts: readonly Draft[],
  notices: readonly Notice[],
  statistics: Statistics,
  salt: string | null,
): Report {
  const redact = createRedact(drafts.flatMap(({ secret }) => secret ?? []));
  const counts = new Map<string, number>();
  return {
    target,
    complete: notices.length === 0,
    findings: drafts.map((draft) => seal(draft, redact, counts, salt)),
    notices: notices.map((notice) => ({
      ...notice,
      message: redact.prose(notice.message),
      location: notice.location && redactLocation(notice.location, redact),
    })),
    statistics,
  };
}

function seal(draft: Draft, redact: Redact, counts: Map<string, number>, salt: string | null): Finding {
  const { rule } = draft;
  const place = placeOf(draft.location);
  const alike = [rule.id, place, draft.name].join('\0');
  const ordinal = counts.get(alike) ?? 0;
  counts.set(alike, ordinal + 1);
  return {
    ruleId: rule.id,
    severity: draft.severity,
    confidence: draft.confidence,
    message: redact.prose(draft.message),
    location: redactLocation(draft.location, redact),
    secret: draft.secret,
    evidence: draft.evidence.map((sentence) => redact.prose(sentence)),
    fingerprint: makeFingerprint({ ruleId: rule.id, place, name: draft.name, ordinal, secret: draft.secret }, salt),
    exposure: draft.exposure,
    suppression: draft.suppression ?? null,
    remediation: { why: rule.why, fix: redact.prose(draft.fix ?? rule.fix), rotate: 'rotate' in rule ? rule.rotate : null },
    excerpt: draft.excerpt === null ? null : redact.source(draft.excerpt),
  };
}

function redactLocation(location: Location, redact: Redact): Location {
  switch (location.kind) {
    case 'layer':
      return { ...location, path: redact.source(location.path), layer: redactLayer(location.layer, redact) };
    case 'history':
      return {
        ...location,
        instruction: redact.source(location.instruction),
        layer: location.layer && redactLayer(location.layer, redact),
      };
    default:
      return location;
  }
}

function redactLayer<T extends { readonly createdBy: string | null }>(layer: T, redact: Redact): T {
  return { ...layer, createdBy: layer.createdBy === null ? null : redact.source(layer.createdBy) };
}

function placeOf(location: Location): string {
  switch (location.kind) {
    case 'layer':
    case 'context':
      return [location.kind, location.path, ...location.within].join('\0');
    case 'dockerfile':
      return [location.kind, location.path].join('\0');
    case 'history':
      return [location.kind, location.pointer.replace(/\d+/g, '#')].join('\0');
    default:
      return [location.kind, location.pointer].join('\0');
  }
}
