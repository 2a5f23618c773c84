import { LayerlintError } from '../model/error.js';
import type { CredentialRule } from '../model/rule.js';
import { placeAnchors } from './anchor.js';
import { ByteSetPool } from './byte-set.js';
import type { LinearEngine } from './linear-engine.js';
import { RegexTreeReader } from './regex-tree.js';

/** Throws `rules-invalid` where a pattern can never be found, since none of its keywords can stand where its matches need it. */
export function checkPlaceable(rules: readonly CredentialRule[], linear: LinearEngine | null = null): void {
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool, linear);
  for (const rule of rules) {
    for (const pattern of rule.patterns) {
      if (placeAnchors(pattern, reader.read(pattern), 0, pool).length > 0) continue;
      const words = pattern.keywords.map((word) => `\`${word}\``).join(' or ');
      throw new LayerlintError('rules-invalid', `Rule \`${rule.id}\` would never find anything: no match of its \`regex\` begins with ${words}.`, {
        hint: 'Give keywords that a match begins with, or set `before` to the bytes that a match may have in front of them.',
      });
    }
  }
}
