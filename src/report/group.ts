import type { Finding } from '../model/finding.js';
import { identifySecrets, type Secret } from '../model/secret.js';
import { isAtLeast, SEVERITIES } from '../model/severity.js';

/** Everything known of one secret in one target: it is rotated once, wherever it lies. */
export interface SecretGroup {
  /** Null for places that leak whatever value they are given. */
  readonly secret: Secret | null;
  /** The worst finding, which names the group. */
  readonly worst: Finding;
  /** In reading order. */
  readonly findings: readonly Finding[];
}

/** One group a secret, worst first, equals in reading order. Findings without a value meet where rule and message agree. */
export function groupBySecret(findings: readonly Finding[]): readonly SecretGroup[] {
  const keyOf = identifySecrets(findings.flatMap(({ secret }) => secret ?? []));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.secret ? `v${keyOf(finding.secret)}` : `p${finding.ruleId}\n${finding.message}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .map((group) => {
      const worst = group.reduce((a, b) => (isAtLeast(a.severity, b.severity) ? a : b));
      return { secret: worst.secret, worst, findings: group };
    })
    .sort((a, b) => SEVERITIES.indexOf(a.worst.severity) - SEVERITIES.indexOf(b.worst.severity));
}
