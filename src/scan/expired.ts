import type { Identity } from '../model/identity.js';
import { milderSeverity, type Confidence, type Severity } from '../model/severity.js';

interface Dated {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
  readonly identity?: readonly Identity[];
}

/**
 * The finding as it stands on a day (`YYYY-MM-DD`): a token that says itself when it ends, and has ended, is worth little. What is
 * kept of a layer holds for any day, so this is asked for where a report is made; null asks nothing.
 */
export function asOf<T extends Dated>(found: T, today: string | null): T {
  const end = found.identity?.find(({ label }) => label === 'expires')?.value;
  if (today === null || end === undefined || !/^\d{4}-\d\d-\d\d$/.test(end) || end >= today) return found;
  return { ...found, severity: milderSeverity(found.severity, 'low'), confidence: 'low', evidence: [...found.evidence, `It expired on ${end}.`] };
}
