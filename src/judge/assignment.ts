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

/** Short, by which keyrings name a key, or whole where the name says that releases are signed with it. https://www.rfc-editor.org/rfc/rfc9580#section-5.5.4 */
const SHORT_ID = /^(?:0x)?[0-9A-F]{8}$/;
const LONG_ID = /^(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40})$/;
const SIGNS = /^(?:release|releases|signing|sign|signer|maintainer|committer) key$/;

/** True for what names a key of OpenPGP rather than being one; `word` is the word or words of the name that say it is a secret. */
export const isKeyId = (word: string | null, value: string): boolean => word !== null && / keys?$/.test(word) && (SHORT_ID.test(value) || (SIGNS.test(word) && LONG_ID.test(value)));

/** Judges `name=value`; null when it is no secret: the name says none, or the value is empty, a path, a variable. */
export function judgeAssignment(name: string, value: string): AssignmentVerdict | null {
  const named = judgeName(name);
  if (named.kind !== 'secret' || isKeyId(named.word, value)) return null;
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
