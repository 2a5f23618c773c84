import type { Location } from './location.js';

/** What was not fully read. A report with a notice is incomplete; a new code is a new line here. */
export const NOTICE_CODES = [
  'blob-missing',
  'damaged',
  'digest-mismatch',
  'diff-id-mismatch',
  'encrypted',
  'external-layer',
  'instruction-unreadable',
  'limit-reached',
  'not-a-dockerfile',
  'rule-failed',
  'too-large',
  'unknown-format',
  'unreadable',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** One thing not fully read: what, where (null: the target as a whole) and why, in a sentence. */
export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
  readonly location: Location | null;
}
