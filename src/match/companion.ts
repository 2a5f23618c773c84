import { identityOf } from '../model/identity.js';
import type { Identity } from '../model/identity.js';
import type { Companion, CredentialRule } from '../model/rule.js';

/** Bytes on either side of a secret in which its other half stands, in every file that people write by hand. */
export const NEAR = 400;
/** In front of a secret: its name and what assigns. */
const NAME_BYTES = 80;

const compiled = new WeakMap<Companion, { readonly regex: RegExp; readonly when: RegExp | null }>();

/** What stands around `[start, end)` and tells whose the secret is: of each kind the one that belongs to it. */
export function findCompanions({ companions = [] }: CredentialRule, bytes: Buffer, start: number, end: number): Identity[] {
  const found: Identity[] = [];
  for (const companion of companions) {
    if (companion.regex === undefined) continue;
    const { regex, when } = compile(companion, companion.regex);
    if (when && !when.test(bytes.toString('latin1', Math.max(0, start - NAME_BYTES), start))) continue;
    const within = companion.within ?? NEAR;
    const low = Math.max(0, start - within);
    const text = bytes.toString('latin1', low, end + within);
    const near: Place[] = [...text.matchAll(regex)].map((match) => ({ start: low + match.index, end: low + match.index + match[0].length, value: match.groups?.id ?? match[0] }));
    const inFront = near.filter((one) => one.end <= start);
    const behind = near.filter((one) => one.start >= end);
    const chosen = inFront.length > 0 && behind.length > 0 ? choose(inFront.at(-1)!, behind[0]!, bytes, start, end) : (inFront.at(-1) ?? behind[0]);
    const identity = identityOf(companion.label, chosen?.value);
    if (identity) found.push(identity);
  }
  return found;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** What ends a group of settings: an empty line, a section, a brace that closes, a new item of a list. */
const BOUNDARY = /\n[ \t]*\r?\n|\n[ \t]*\[|\}|\n[ \t]*- |\n---/;
/** How far in front of a secret its like is looked for, to see how several of them are written. */
const LOOK_BACK = 1600;

/**
 * Of two that might belong to a secret: the one that no boundary parts from it. Where several accounts stand in one list, the id
 * stands in front of each secret, or each time behind it: what stands between the one in front and what has the secret's own name tells.
 */
function choose(inFront: Place, behind: Place, bytes: Buffer, start: number, end: number): Place {
  const parted = BOUNDARY.test(bytes.toString('latin1', inFront.end, start));
  if (parted !== BOUNDARY.test(bytes.toString('latin1', end, behind.start))) return parted ? behind : inFront;
  const head = bytes.toString('latin1', Math.max(0, start - NAME_BYTES), start);
  const name = /([A-Za-z][\w.-]{2,60})[^A-Za-z0-9\r\n]{1,12}$/.exec(head)?.[1];
  if (name === undefined) return inFront;
  // Does the secret in front of this one lie between, or has the id its own behind it?
  const before = bytes.toString('latin1', Math.max(0, inFront.start - LOOK_BACK), inFront.start);
  const stretch = before.slice(Math.max(0, ...[...before.matchAll(new RegExp(BOUNDARY, 'g'))].map((match) => match.index + match[0].length)));
  // The id's own name is none of those in front of it.
  const others = stretch.replace(/[^\n,{;]*$/, '');
  const own = new RegExp(`(?<![\\w-])${name.replace(/[.]/g, '\\.')}(?![\\w-])`, 'g');
  const idName = /([A-Za-z][\w.-]{2,60})[^A-Za-z0-9\r\n]{1,12}\S*$/.exec(`${before}${bytes.toString('latin1', inFront.start, inFront.end)}`.slice(-200))?.[1];
  const secrets = [...others.matchAll(own)].length;
  const ids = idName === undefined ? 0 : others.split(idName).length - 1;
  return secrets > ids ? behind : inFront;
}

function compile(companion: Companion, source: string): { readonly regex: RegExp; readonly when: RegExp | null } {
  let known = compiled.get(companion);
  if (!known) {
    known = { regex: new RegExp(source, `g${companion.flags ?? ''}`), when: companion.when === undefined ? null : new RegExp(`(?:${companion.when})$`, companion.flags ?? '') };
    compiled.set(companion, known);
  }
  return known;
}
