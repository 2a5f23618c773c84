/** The closed list of ways in which an answer can be wrong or absent; what was merely skipped is a Notice instead. */
export const ERROR_CODES = [
  'usage',
  'not-found',
  'unrecognised',
  'unreadable',
  'damaged',
  'unsupported',
  'ambiguous',
  'platform-not-found',
  'already-read',
  'daemon-unreachable',
  'registry-unreachable',
  'queue-unreachable',
  'unauthorized',
  'limit-exceeded',
  'rules-invalid',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Says what happened (`message`), what to do next (`hint`) and why (`cause`). */
export class LayerlintError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'LayerlintError';
    this.code = code;
    this.hint = options.hint ?? null;
  }
}
