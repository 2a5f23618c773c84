import type { AuditedSecret, AuditReport, SecretPlace } from '../model/audit.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { Secret } from '../model/secret.js';

/** A place of an audit as a finding of one image says it, for formats that know these; the value is not known here. */
export function placeFinding(secret: AuditedSecret, place: SecretPlace): Finding {
  const { message, location, exposure, severity, confidence, excerpt } = place;
  return {
    ruleId: secret.ruleId,
    severity,
    confidence,
    message,
    location,
    secret: secret.masked === null ? null : new Secret({ masked: secret.masked, seal: '', length: 0, salt: '' }),
    ...(secret.identity.length > 0 ? { identity: secret.identity } : {}),
    evidence: secret.evidence,
    fingerprint: secret.fingerprint,
    exposure,
    suppression: null,
    remediation: { why: secret.why, fix: secret.fix, rotate: secret.rotate },
    excerpt,
  };
}

/** Places that read the same are one to whoever looks for them: an image that is built again has the same file in another layer. */
export function mergePlaces(places: readonly SecretPlace[]): SecretPlace[] {
  const merged = new Map<string, SecretPlace>();
  for (const place of places) {
    const { location, images, ...rest } = place;
    const key = JSON.stringify([rest, location], (name, value: unknown) => (name === 'digest' || name === 'diffId' ? undefined : value));
    const before = merged.get(key);
    merged.set(key, before ? { ...before, images: [...new Set([...before.images, ...images])].sort((a, b) => a - b) } : place);
  }
  return [...merged.values()];
}

/** The audit as reports of images: each place under the first image that has it, so that what many share is told once. */
export function placeReports(audit: AuditReport): Report[] {
  const byImage = new Map<number, Finding[]>();
  for (const secret of audit.secrets) {
    for (const place of secret.places) {
      const finding = placeFinding(secret, place);
      const more = place.images.length - 1;
      const told = more > 0 ? { ...finding, message: `${finding.message} ${more} more ${more === 1 ? 'image has' : 'images have'} it too.` } : finding;
      const image = place.images[0] ?? -1;
      byImage.set(image, [...(byImage.get(image) ?? []), told]);
    }
  }
  const statistics = { layers: 0, files: 0, bytes: 0, filesSkipped: 0 };
  const reports = [...byImage].sort(([a], [b]) => a - b).map(([index, findings]): Report => {
    const image = audit.images[index];
    const reference = image ? `docker://${image.repository}${image.tags[0] === undefined ? '' : `:${image.tags[0]}`}@${image.root}` : audit.scope.join(' ');
    return { target: { kind: 'image', reference, digest: image?.digest ?? null, platform: image?.platform ?? null }, complete: true, findings, notices: [], statistics };
  });
  const whole: Report = {
    target: { kind: 'image', reference: audit.scope.join(' '), digest: null, platform: null },
    complete: audit.complete,
    findings: [],
    notices: audit.notices.map(({ place, message }) => ({ code: 'unreadable', message: `${place}: ${message}`, location: null })),
    statistics: { ...statistics, layers: audit.statistics.layersRead, bytes: audit.statistics.bytesRead },
  };
  return [...reports, whole];
}
