import type { CredentialRule } from '../../src/model/rule.js';
import { resolveOverlaps } from '../../src/match/matcher.js';
import type { Hit, Matcher } from '../../src/match/matcher.js';
import { expandTemplate } from '../../src/rule/template.js';

/** Where settings stand, as `test/rules.test.ts` has it. */
const PATH = 'etc/settings';

/** What proves a value: computed, decoded, its own shape, or the name beside a value that was drawn. */
export const PROOFS = ['checksum', 'parse', 'structure', 'name'] as const;
export type Proof = (typeof PROOFS)[number];

const DECODED = new Set(['aws-account', 'base64-holds', 'base64-json', 'docker-auth', 'jwt', 'kubernetes-secret', 'numeric-head', 'private-key', 'putty-key', 'signed-until', 'structure', 'url-credentials']);
const NAMED = new Set(['assignment', 'directive', 'login', 'password']);

/** What the rules find in a text made of the form, as one document. */
export function tryForm(matcher: Matcher, form: string, seed: number): readonly Hit[] {
  const bytes = Buffer.from(expandTemplate(form, seed), 'latin1');
  return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: PATH }));
}

/** The best that the rule holds against a text made of the form; null where none of its patterns sees it. */
export function proofOf(rule: CredentialRule, form: string, seed: number): Proof | null {
  const text = expandTemplate(form, seed);
  const proofs = rule.patterns.flatMap((pattern): Proof[] => {
    const match = new RegExp(pattern.regex, `d${pattern.flags ?? ''}`).exec(text);
    const secret = match?.indices?.groups?.secret;
    if (!match || !secret) return [];
    const names = (pattern.evidence ?? []).map(({ name }) => name);
    if (names.includes('checksum')) return ['checksum'];
    if (names.some((name) => DECODED.has(name))) return ['parse'];
    return [names.some((name) => NAMED.has(name)) || (match.index < secret[0] && names.includes('random')) ? 'name' : 'structure'];
  });
  return PROOFS.find((proof) => proofs.includes(proof)) ?? null;
}
