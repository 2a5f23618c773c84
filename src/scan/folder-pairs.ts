import { addParts } from '../match/pair.js';
import type { Companion } from '../model/rule.js';
import type { DocumentHit } from './document.js';

/** A file with what was found in it. */
export interface Searched {
  readonly path: string;
  /** Names inside nested archives, outermost first. */
  readonly within: readonly string[];
  readonly hits: readonly DocumentHit[];
}

interface Placed {
  readonly hit: DocumentHit;
  readonly name: string;
}

/**
 * Makes one finding of a secret and its other half where they stand in two files of one folder: `.aws/config` and
 * `.aws/credentials`, or one file each under `run/secrets`. Only where nothing is in doubt: both known by the grammars of their
 * files, and of one profile, or no second secret and no second half in all the folder. What became a part of another goes; files and hits keep their order.
 */
export function joinFolders<F extends Searched>(files: readonly F[]): F[] {
  const folders = new Map<string, Placed[]>();
  for (const { path, within, hits } of files) {
    if (hits.length === 0) continue;
    const name = [path, ...within].join(' > ');
    const folder = [path, ...within].join('\0').replace(/[^/\0]*$/, '');
    folders.set(folder, [...(folders.get(folder) ?? []), ...hits.map((hit) => ({ hit, name }))]);
  }
  /** Of each part, the hit that it goes to. */
  const owner = new Map<DocumentHit, DocumentHit>();
  /** Of each hit that got parts, what it is now. */
  const joined = new Map<DocumentHit, DocumentHit>();
  for (const placed of folders.values()) {
    if (placed.every(({ name }) => name === placed[0]!.name)) continue;
    for (const [whole, part] of pairsOf(placed)) {
      owner.set(part.hit, whole);
      joined.set(whole, addParts(joined.get(whole) ?? whole, [part.hit], `Its other half stands in \`${part.name}\`.`));
    }
  }
  return owner.size === 0 ? [...files] : files.map((file) => (file.hits.some((hit) => owner.has(hit) || joined.has(hit)) ? { ...file, hits: file.hits.filter((hit) => !owner.has(hit)).map((hit) => joined.get(hit) ?? hit) } : file));
}

function* pairsOf(placed: readonly Placed[]): Generator<readonly [whole: DocumentHit, part: Placed]> {
  const kinds = new Set(placed.flatMap(({ hit }) => (hit.rule.companions ?? []).filter(({ rule }) => rule !== undefined)));
  for (const companion of kinds) {
    const wholes = placed.filter(({ hit }) => lacks(hit, companion));
    const parts = placed.filter(({ hit }) => hit.rule.id === companion.rule);
    for (const whole of wholes) {
      const fits = (part: Placed): boolean => part.name !== whole.name && profileOf(part.hit) === profileOf(whole.hit);
      const named = profileOf(whole.hit) !== undefined;
      const own = parts.filter(fits);
      const rivals = wholes.filter(({ hit }) => profileOf(hit) === profileOf(whole.hit));
      // Without a profile to tell them apart, there must be no second of either.
      if (own.length === 1 && rivals.length === 1 && (named || (wholes.length === 1 && parts.length === 1)) && isKnown(whole) && isKnown(own[0]!)) yield [whole.hit, own[0]!];
    }
  }
}

/** By the grammar of its file: what two patterns see in two files may be of anyone. */
const isKnown = ({ hit }: Placed): boolean => hit.parsed === true || hit.key !== undefined;

const lacks = ({ rule, identity = [] }: DocumentHit, { rule: half, label }: Companion): boolean => rule.companions?.some((one) => one.rule === half && one.label === label) === true && !identity.some((one) => one.label === label);

/** `.aws/config` says `profile x` where `.aws/credentials` says `x`. */
const profileOf = ({ identity = [] }: DocumentHit): string | undefined => identity.find(({ label }) => label === 'profile')?.value.replace(/^profile /, '');
