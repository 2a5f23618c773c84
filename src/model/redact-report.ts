import type { Finding, ImageReference } from './finding.js';
import type { Location } from './location.js';
import { createRedact, type Redact } from './redact.js';
import type { Report, ReportLayer } from './report.js';

/**
 * The same reports with every secret that any of them knows masked in every text. Reports are made through this, and every
 * format goes through it once more with all the reports of a run, so that neither has to think of it.
 */
export function redactReports(reports: readonly Report[]): Report[] {
  const redact = createRedact(reports.flatMap(({ findings }) => findings.flatMap(({ secret }) => secret ?? [])));
  return reports.map((report) => ({
    ...report,
    target: { ...report.target, reference: redact.prose(report.target.reference) },
    findings: report.findings.map((finding) => redactFinding(finding, redact)),
    notices: report.notices.map((notice) => ({
      ...notice,
      message: redact.prose(notice.message),
      location: notice.location && redactLocation(notice.location, redact),
    })),
    ...(report.layers ? { layers: report.layers.map((layer) => redactReportLayer(layer, redact)) } : {}),
    ...(report.remarks ? { remarks: report.remarks.map(redact.prose) } : {}),
  }));
}

function redactFinding(finding: Finding, redact: Redact): Finding {
  const { suppression, remediation, flow, related, identity, inheritedFrom, stillIn } = finding;
  return {
    ...finding,
    message: redact.prose(finding.message),
    evidence: finding.evidence.map((sentence) => redact.prose(sentence)),
    excerpt: finding.excerpt === null ? null : redact.source(finding.excerpt),
    location: redactLocation(finding.location, redact),
    ...(identity ? { identity: identity.map(({ label, value }) => ({ label, value: redact.prose(value) })) } : {}),
    ...(flow ? { flow: flow.map((step) => ({ ...step, message: redact.prose(step.message) })) } : {}),
    ...(related ? { related: related.map((place) => ({ ...place, path: redact.prose(place.path), message: redact.prose(place.message) })) } : {}),
    ...(inheritedFrom ? { inheritedFrom: redactImage(inheritedFrom, redact) } : {}),
    ...(stillIn ? { stillIn: redactImage(stillIn, redact) } : {}),
    suppression: suppression && { ...suppression, justification: redact.prose(suppression.justification) },
    remediation: { ...remediation, fix: redact.prose(remediation.fix) },
  };
}

function redactLocation(location: Location, redact: Redact): Location {
  switch (location.kind) {
    case 'dockerfile':
      return { ...location, path: redact.prose(location.path) };
    case 'context':
      return {
        ...location,
        path: redact.prose(location.path),
        within: location.within.map(redact.prose),
        ...(location.key === undefined ? {} : { key: redact.prose(location.key) }),
        ...(location.broughtBy ? { broughtBy: { ...location.broughtBy, path: redact.prose(location.broughtBy.path) } } : {}),
      };
    case 'layer':
      return {
        ...location,
        path: redact.prose(location.path),
        within: location.within.map(redact.prose),
        layer: redactLayer(location.layer, redact),
        ...(location.key === undefined ? {} : { key: redact.prose(location.key) }),
      };
    case 'history':
      return {
        ...location,
        pointer: redact.prose(location.pointer),
        instruction: redact.source(location.instruction),
        layer: location.layer && redactLayer(location.layer, redact),
      };
    default:
      return { ...location, pointer: redact.prose(location.pointer) };
  }
}

function redactImage({ reference, digest }: ImageReference, redact: Redact): ImageReference {
  return { reference: redact.prose(reference), digest };
}

function redactLayer<T extends { readonly createdBy: string | null }>(layer: T, redact: Redact): T {
  return layer.createdBy === null ? layer : { ...layer, createdBy: redact.source(layer.createdBy) };
}

function redactReportLayer({ inheritedFrom, ...layer }: ReportLayer, redact: Redact): ReportLayer {
  return { ...redactLayer(layer, redact), ...(inheritedFrom ? { inheritedFrom: redactImage(inheritedFrom, redact) } : {}) };
}
