import { FileScanner } from '../../src/scan/file.js';
import type { FileDocument } from '../../src/scan/file.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { CredentialRule } from '../../src/model/rule.js';

const rule: CredentialRule = {
  kind: 'credential',
  id: 'planted',
  title: 'Planted',
  severity: 'high',
  why: 'It matters.',
  fix: 'Mend it.',
  references: [],
  rank: 'specific',
  patterns: [{ keywords: ['plant_'], regex: 'plant_(?<secret>[0-9a-z]{12})', reach: 18 }],
  rotate: { url: null, steps: [] },
  examples: { leaks: [], clean: [] },
};
/** Knows the plant only. */
export const matcher = createMatcher([rule]);
/** The secret of the plant. */
export const VALUE = 'k3v9q0x7w2m5';
/** What is hidden for a test to find. */
export const PLANT = Buffer.from(`plant_${VALUE}`);

/** What a scan said. */
export interface Seen {
  readonly documents: FileDocument[];
  readonly notices: { readonly code: string; readonly message: string }[];
}

/** Values that one pattern finds in a file. */
export async function scanWith(regex: string, bytes: Buffer, path: string, keyword = VALUE): Promise<string[]> {
  const found: string[] = [];
  const own = createMatcher([{ ...rule, patterns: [{ keywords: [keyword], regex, reach: 60 }] }]);
  const scanner = new FileScanner(own, { document: ({ hits }) => found.push(...hits.map(({ secret }) => secret.reveal()!)), notice: () => undefined });
  scanner.begin(path, bytes.length, 0);
  for (let at = 0; at < bytes.length; at += 400_000) {
    scanner.write(bytes.subarray(at, at + 400_000));
    await scanner.settle();
  }
  scanner.end();
  await scanner.settle();
  return found;
}

/** Scans one file that comes in pieces. */
export async function scan(bytes: Buffer, piece = bytes.length, path = 'srv/outer'): Promise<Seen> {
  const seen: Seen = { documents: [], notices: [] };
  const scanner = new FileScanner(matcher, {
    document: (document) => seen.documents.push(document),
    notice: (code, message) => seen.notices.push({ code, message }),
  });
  scanner.begin(path, bytes.length, 0);
  for (let at = 0; at < bytes.length; at += piece) {
    // The memory is used again, as a reader of a stream may.
    const lent = Buffer.from(bytes.subarray(at, at + piece));
    scanner.write(lent);
    await scanner.settle();
    lent.fill(0);
  }
  scanner.end();
  await scanner.settle();
  return seen;
}

/** Where the plant was found, once for each place. */
export function places({ documents }: Seen): string[] {
  return documents.flatMap(({ within, hits }) => hits.filter(({ secret }) => secret.reveal() === VALUE).map(() => within.join(' > ')));
}
