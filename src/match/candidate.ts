import type { EvidenceUse } from '../model/rule.js';
import type { Confidence, Severity } from '../model/severity.js';

/** A match before evidence: latin1 text around it and where the secret stands in that text. */
export interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly secret: string;
  /** The pattern's other named groups. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly path: string;
}

/** What one piece of evidence makes of a candidate. */
export interface Verdict {
  /** `low` outweighs everything else; otherwise the highest of all verdicts counts. */
  readonly confidence?: Confidence;
  /** Makes the finding milder; never worse. */
  readonly severity?: Severity;
  /** A sentence without the value. */
  readonly says?: string;
  /** The value is not of the kind at all. Only heeded for rules of rank `generic`. */
  readonly discard?: boolean;
}

export type Evidence = (candidate: Candidate, options: NonNullable<EvidenceUse['options']>) => Verdict | null;

/** True where the evidence of the same name would discard a match, wherever in the file it stands: what is settled by a look at its groups and the path. */
export type Refusal = (groups: Candidate['groups'], path: string) => boolean;
