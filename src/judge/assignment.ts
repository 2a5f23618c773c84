import type { Confidence, Severity } from '../model/severity.js';
import { judgeName } from './name.js';
import { judgeValue } from './value.js';

/** What a name and its value say together. */
export interface AssignmentVerdict {
  readonly confidence: Confidence;
  /** Set where the value makes it milder than the rule says: a placeholder is worth knowing, not worth failing. */
  readonly severity?: Severity;
  /** One sentence without the value. */
  readonly reason: string;
}

/** Judges `name=value`; null when it is no secret: the name says none, or the value is empty, a path, a variable. */
export function judgeAssignment(name: string, value: string): AssignmentVerdict | null {
  if (judgeName(name).kind !== 'secret') return null;
  const { kind, reason } = judgeValue(value);
  switch (kind) {
    case 'random':
      return { confidence: 'high', reason };
    case 'plausible':
    case 'weak':
      return { confidence: 'medium', reason };
    case 'placeholder':
      return { confidence: 'low', severity: 'info', reason };
    case 'empty':
    case 'variable':
    case 'path':
    case 'url':
    case 'plain':
      return null;
  }
}
