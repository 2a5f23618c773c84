import type { Exposure, Finding, FlowStep, RelatedPlace, Suppression } from '../model/finding.js';
import type { Identity } from '../model/identity.js';
import type { Location } from '../model/location.js';
import type { Notice } from '../model/notice.js';
import type { Report, ReportLayer, Statistics, Target } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { Secret } from '../model/secret.js';
import type { Confidence, Severity } from '../model/severity.js';
import { makeFingerprint } from './fingerprint.js';
import { redactReports } from '../model/redact-report.js';

/** A finding before it is sealed: its texts may still hold values. */
export interface Draft {
  readonly rule: Rule;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly secret: Secret | null;
  readonly evidence: readonly string[];
  readonly identity?: readonly Identity[];
  readonly location: Location;
  readonly exposure: Exposure;
  readonly excerpt: string | null;
  /** Tells this finding from its like at one place: a variable's name, say; part of the fingerprint. */
  readonly name: string;
  /** Better advice than the rule's own. */
  readonly fix?: string;
  readonly suppression?: Suppression;
  readonly flow?: readonly FlowStep[];
  readonly related?: readonly RelatedPlace[];
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
  layers?: readonly ReportLayer[],
): Report {
  const counts = new Map<string, number>();
  const findings = drafts.map((draft) => toFinding(draft, counts, salt));
  return redactReports([{ target, complete: notices.length === 0, findings, notices, statistics, ...(layers ? { layers } : {}) }])[0]!;
}

function toFinding(draft: Draft, counts: Map<string, number>, salt: string | null): Finding {
  const { rule, severity, confidence, message, location, secret, evidence, exposure, excerpt } = draft;
  const place = placeOf(location);
  const alike = [rule.id, place, draft.name].join('\0');
  const ordinal = counts.get(alike) ?? 0;
  counts.set(alike, ordinal + 1);
  return {
    ruleId: rule.id,
    severity,
    confidence,
    message,
    location,
    secret,
    evidence,
    ...(draft.identity && draft.identity.length > 0 ? { identity: draft.identity } : {}),
    fingerprint: makeFingerprint({ ruleId: rule.id, place, name: draft.name, ordinal, secret }, salt),
    exposure,
    suppression: draft.suppression ?? null,
    ...(draft.flow ? { flow: draft.flow } : {}),
    ...(draft.related ? { related: draft.related } : {}),
    remediation: { why: rule.why, fix: draft.fix ?? rule.fix, rotate: 'rotate' in rule ? rule.rotate : null },
    excerpt,
  };
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
