import { LayerlintError } from '../model/error.js';

/** Manifests and configs nest some six deep; what is far deeper was made to exhaust whoever walks it. */
const DEEPEST_JSON = 128;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Parses a whole document; `damaged` when it is not JSON, `limit-exceeded` when it nests too deep. Never quotes the document. */
export function parseJson(bytes: Buffer, what: string): unknown {
  if (nestsDeeperThan(bytes, DEEPEST_JSON)) {
    throw new LayerlintError('limit-exceeded', `${what} nests deeper than ${DEEPEST_JSON} levels.`, {
      hint: 'No builder writes such a document; treat the image as hostile.',
    });
  }
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    throw new LayerlintError('damaged', `${what} is not valid JSON.`, { hint: 'Save or export the image again.' });
  }
}

/** The object behind a value; an empty one for anything else, so that hostile shapes read as absent. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The elements of an array; none for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text itself; '' for anything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The entries of an object whose values are text; the rest is left out. */
export function asTexts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asRecord(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function nestsDeeperThan(bytes: Buffer, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > limit) return true;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  return false;
}
