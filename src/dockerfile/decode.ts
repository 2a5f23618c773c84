import { isUtf8 } from 'node:buffer';
import type { Dockerfile } from '../model/dockerfile.js';

/** Far above any Dockerfile that people or generators write; what lies behind is not read. */
export const LARGEST_DOCKERFILE = 4 * 1024 * 1024;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A file's text and how its bytes became it. */
export interface Decoded extends Pick<Dockerfile, 'text' | 'encoding' | 'bomLength'> {
  /** Why it cannot be a Dockerfile; null when it can. */
  readonly foreign: string | null;
  readonly truncated: boolean;
}

/** A string is taken as it stands, its byte order mark apart; bytes that are no UTF-8 are read as latin1. */
export function decodeDockerfile(content: Buffer | string): Decoded {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const truncated = bytes.length > LARGEST_DOCKERFILE;
  const bomLength = bytes.subarray(0, 3).equals(BOM) ? 3 : 0;
  const kept = truncated ? bytes.subarray(bomLength, bytes.lastIndexOf(10, LARGEST_DOCKERFILE) + 1) : bytes.subarray(bomLength);
  const encoding = isUtf8(kept) ? 'utf8' : 'latin1';
  return { text: kept.toString(encoding), encoding, bomLength, truncated, foreign: foreignReason(bytes) };
}

function foreignReason(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'it is empty';
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'it is UTF-16, which no builder reads';
  if (bytes.subarray(0, 8192).includes(0)) return 'it holds binary data';
  if (/^\s*<(?:!doctype|html|\?xml|svg)/i.test(bytes.toString('latin1', 0, 256))) return 'it is a page of HTML or XML';
  return null;
}
