import type { Finding, ImageReference } from '../model/finding.js';
import type { DockerfileLine, LayerReference, Location } from '../model/location.js';
import type { Report, ReportLayer } from '../model/report.js';
import type { FormatOptions } from './format.js';
// Types only: reports are written without paying for what checks them.
import type { FindingJson, LocationJson, ReportBodyJson, ReportJson } from './json-schema.js';

/** Grows when a field goes away or changes its meaning; fields may be added without. */
export const SCHEMA_VERSION = 1;

/** The published contract, `docs/report.schema.json`. */
export function formatJson(reports: readonly Report[], options: FormatOptions): string {
  const head = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'layerlint', version: options.version, ruleSetDigest: options.rules.digest },
  } as const;
  const bodies = reports.map((report) => reportBody(report, options.showSecrets));
  const [only] = bodies;
  const json: ReportJson = bodies.length === 1 && only ? { ...head, ...only } : { ...head, reports: bodies };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function reportBody(report: Report, showSecrets: boolean): ReportBodyJson {
  const { target, statistics } = report;
  return {
    target: { kind: target.kind, reference: target.reference, digest: target.digest, platform: target.platform },
    complete: report.complete,
    findings: report.findings.map((finding) => findingJson(finding, showSecrets)),
    notices: report.notices.map(({ code, message, location }) => ({ code, message, location: location && locationJson(location) })),
    statistics: {
      layers: statistics.layers,
      files: statistics.files,
      bytes: statistics.bytes,
      filesSkipped: statistics.filesSkipped,
    },
    ...(report.layers ? { layers: report.layers.map(reportLayerJson) } : {}),
    ...(report.remarks ? { remarks: [...report.remarks] } : {}),
  };
}

function reportLayerJson(layer: ReportLayer) {
  const { size, files, bytes, inheritedFrom } = layer;
  return { ...layerJson(layer), size, files, bytes, ...(inheritedFrom ? { inheritedFrom: imageJson(inheritedFrom) } : {}) };
}

function findingJson(finding: Finding, showSecrets: boolean): FindingJson {
  const { secret, exposure, suppression, remediation } = finding;
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    fingerprint: finding.fingerprint,
    secret: secret && (showSecrets ? { masked: secret.masked, value: secret.reveal() ?? secret.masked } : { masked: secret.masked }),
    ...(finding.identity ? { identity: finding.identity.map(({ label, value }) => ({ label, value })) } : {}),
    exposure:
      exposure.state === 'recoverable'
        ? { state: exposure.state, hiddenByLayer: exposure.hiddenByLayer }
        : { state: exposure.state },
    location: locationJson(finding.location),
    ...(finding.related ? { related: finding.related.map(({ path, region, message }) => ({ path, region, message })) } : {}),
    ...(finding.inheritedFrom ? { inheritedFrom: imageJson(finding.inheritedFrom) } : {}),
    ...(finding.stillIn ? { stillIn: imageJson(finding.stillIn) } : {}),
    suppression: suppression && { kind: suppression.kind, justification: suppression.justification },
    remediation: {
      why: remediation.why,
      fix: remediation.fix,
      rotate: remediation.rotate && { url: remediation.rotate.url, steps: [...remediation.rotate.steps] },
    },
  };
}

function locationJson(location: Location): LocationJson {
  const { region } = location;
  switch (location.kind) {
    case 'dockerfile':
      return { kind: location.kind, path: location.path, region };
    case 'context':
      return { kind: location.kind, path: location.path, within: [...location.within], ...(location.broughtBy ? { broughtBy: location.broughtBy } : {}), ...keyJson(location), region };
    case 'layer':
      return { kind: location.kind, path: location.path, within: [...location.within], layer: layerJson(location.layer), ...lineJson(location), ...keyJson(location), region };
    case 'history':
      return { kind: location.kind, pointer: location.pointer, layer: location.layer && layerJson(location.layer), ...lineJson(location), region };
    case 'config':
      return { kind: location.kind, pointer: location.pointer, ...lineJson(location), region };
    case 'attestation':
      return { kind: location.kind, pointer: location.pointer, digest: location.digest, region };
    default:
      return { kind: location.kind, pointer: location.pointer, region };
  }
}

function keyJson({ key }: { readonly key?: string }) {
  return key === undefined ? {} : { key };
}

function lineJson({ dockerfile }: { readonly dockerfile?: DockerfileLine }) {
  return dockerfile ? { dockerfile: { path: dockerfile.path, line: dockerfile.line } } : {};
}

function imageJson({ reference, digest }: ImageReference) {
  return { reference, digest };
}

function layerJson({ index, digest, diffId, createdBy }: LayerReference) {
  return { index, digest: digest || null, diffId: diffId || null, createdBy };
}
