import { identityOf } from '../model/identity.js';
import type { Identity } from '../model/identity.js';
import type { Companion, CredentialRule } from '../model/rule.js';

/** Bytes on either side of a secret in which its other half stands, in every file that people write by hand. */
export const NEAR = 400;
/** In front of a secret: its name and what assigns. */
const NAME_BYTES = 80;

const compiled = new WeakMap<Companion, { readonly regex: RegExp; readonly when: RegExp | null }>();

/** What stands around `[start, end)` and tells whose the secret is: of each kind the nearest. */
export function findCompanions({ companions = [] }: CredentialRule, bytes: Buffer, start: number, end: number): Identity[] {
  const found: Identity[] = [];
  for (const companion of companions) {
    if (companion.regex === undefined) continue;
    const { regex, when } = compile(companion, companion.regex);
    if (when && !when.test(bytes.toString('latin1', Math.max(0, start - NAME_BYTES), start))) continue;
    const low = Math.max(0, start - (companion.within ?? NEAR));
    const text = bytes.toString('latin1', low, end + (companion.within ?? NEAR));
    let nearest = Infinity;
    let value: string | null = null;
    for (const match of text.matchAll(regex)) {
      const at = low + match.index;
      const distance = at >= end ? at - end : at + match[0].length <= start ? start - at - match[0].length : Infinity;
      if (distance >= nearest) continue;
      nearest = distance;
      value = match.groups?.id ?? match[0];
    }
    const identity = identityOf(companion.label, value);
    if (identity) found.push(identity);
  }
  return found;
}

function compile(companion: Companion, source: string): { readonly regex: RegExp; readonly when: RegExp | null } {
  let known = compiled.get(companion);
  if (!known) {
    known = { regex: new RegExp(source, `g${companion.flags ?? ''}`), when: companion.when === undefined ? null : new RegExp(`(?:${companion.when})$`, companion.flags ?? '') };
    compiled.set(companion, known);
  }
  return known;
}
