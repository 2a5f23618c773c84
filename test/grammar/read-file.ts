import { builtInRules } from '../../rules/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { CredentialRule } from '../../src/model/rule.js';
import type { DocumentHit } from '../../src/scan/document.js';
import { FileScanner } from '../../src/scan/file.js';

/** Knows every built-in rule. */
export const matcher = createMatcher(builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential'));

/** All hits in one file. */
export async function readFile(path: string, content: string | Buffer, piece = Infinity): Promise<{ readonly hits: readonly DocumentHit[]; readonly notices: readonly string[] }> {
  const hits: DocumentHit[] = [];
  const notices: string[] = [];
  const scanner = new FileScanner(matcher, { document: (document) => hits.push(...document.hits), notice: (_code, message) => notices.push(message) });
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  scanner.begin(path, bytes.length, 0);
  for (let at = 0; at < bytes.length; at += Math.min(piece, bytes.length)) {
    scanner.write(bytes.subarray(at, at + piece));
    await scanner.settle();
  }
  scanner.end();
  await scanner.settle();
  return { hits, notices };
}
