/** A search whose work is counted, and files for it that hold nothing, a token, or an archive. */
import { createHash } from 'node:crypto';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher, type Matcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { makeZip } from '../content/containers.js';

export const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));
/** What `counting` was given. */
export const searched = { bytes: 0 };
export const counting: Matcher = {
  ...matcher,
  match(chunk) {
    searched.bytes += chunk.to - chunk.from;
    return matcher.match(chunk);
  },
};

/** Bytes that are the same for one seed. */
export function noise(seed: number, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; at += 64) parts.push(createHash('sha512').update(`${seed} ${at}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

export const token = (seed: number): Buffer => Buffer.from(`\nGITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', seed)}\n`);

/** What a file holds, for each kind. */
export const kinds: readonly ((seed: number, size: number) => Buffer)[] = [
  noise,
  // Of the same size, but with a secret in it.
  (seed, size) => Buffer.concat([noise(seed, size).subarray(0, Math.max(0, size - token(seed).length)), token(seed)]),
  (seed, size) => makeZip([{ name: 'inner.env', bytes: seed % 2 ? token(seed) : noise(seed, 40) }, { name: 'rest', bytes: noise(seed, size) }]),
  (seed, size) => makeZip([{ name: 'broken', bytes: noise(seed, size) }]).subarray(0, size >> 1),
];
