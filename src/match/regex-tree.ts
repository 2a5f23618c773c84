import type { ByteSet, ByteSetPool } from './byte-set.js';

/** What a regular expression asks of bytes, one after the other. It may promise less than the expression, and never more. */
export type RegexTree =
  | { readonly kind: 'byte'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexTree[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexTree[] }
  | { readonly kind: 'repeat'; readonly part: RegexTree; readonly least: number; readonly most: number }
  /** The byte in front is one of `set`, or there is none, for which `\0` stands; `forbiddenEnd` are last bytes of what must not stand there. */
  | { readonly kind: 'behind'; readonly set: ByteSet; readonly forbiddenEnd: ByteSet }
  /** Looks around and takes nothing; what it asks is not known here. */
  | { readonly kind: 'assertion' }
  /** A reference back: any bytes, or none. */
  | { readonly kind: 'unknown' };

const EVERY_BYTE = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
const SPECIAL = '()[]{}.*+?^$|\\';
const ASSERTION: RegexTree = { kind: 'assertion' };

/** Reads sources that `RegExp` accepts with these flags and without `u` or `v`. One reader remembers the classes of many sources. */
export class RegexTreeReader {
  readonly #pool: ByteSetPool;
  readonly #classes = new Map<string, ByteSet>();
  #source = '';
  #flags = '';
  #position = 0;

  constructor(pool: ByteSetPool) {
    this.#pool = pool;
  }

  read(source: string, flags: string): RegexTree {
    this.#source = source;
    this.#flags = `${flags.replace(/[^is]/g, '')} `;
    this.#position = 0;
    return this.#choice();
  }

  #choice(): RegexTree {
    const parts = [this.#sequence()];
    while (this.#source[this.#position] === '|') {
      this.#position++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): RegexTree {
    const parts: RegexTree[] = [];
    while (this.#position < this.#source.length && !'|)'.includes(this.#source[this.#position]!)) {
      const part = this.#quantified(this.#atom());
      if (part.kind === 'sequence') parts.push(...part.parts);
      else parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  #atom(): RegexTree {
    const plain = this.#source[this.#position]!;
    if (!SPECIAL.includes(plain)) return this.#take(1, { kind: 'byte', set: this.#classOf(plain) });
    const rest = this.#source.slice(this.#position, this.#position + 40);
    const open = /^\((?:\?(?::|<?[=!]|<[A-Za-z]\w*>))?/.exec(rest);
    if (open) {
      this.#position += open[0].length;
      const inner = this.#choice();
      this.#position++;
      if (open[0] === '(?<!') return lookBehind(inner, this.#pool);
      return /[=!]$/.test(open[0]) ? ASSERTION : inner;
    }
    const back = /^\\(?:k<\w+>|[1-9]\d*)/.exec(rest);
    if (back) return this.#take(back[0].length, { kind: 'unknown' });
    if (/^(?:\\[bB]|[\^$])/.test(rest)) return this.#take(rest[0] === '\\' ? 2 : 1, ASSERTION);
    const length = rest[0] === '[' ? this.#classLength() : (/^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[^])/.exec(rest)?.[0].length ?? 1);
    return this.#take(length, { kind: 'byte', set: this.#classOf(this.#source.slice(this.#position, this.#position + length)) });
  }

  #take(length: number, node: RegexTree): RegexTree {
    this.#position += length;
    return node;
  }

  /** The engine itself is asked which bytes an atom matches, so that the two cannot differ. */
  #classOf(atom: string): ByteSet {
    const key = this.#flags + atom;
    let set = this.#classes.get(key);
    if (!set) {
      // A run of bytes at a time: a class has few.
      const runs = EVERY_BYTE.match(new RegExp(`(?:${/^[{}\]]$/.test(atom) ? `\\${atom}` : atom})+`, `g${this.#flags.trim()}`)) ?? [];
      const matched = new Set(runs.join(''));
      set = this.#pool.where((byte) => matched.has(String.fromCharCode(byte)));
      this.#classes.set(key, set);
    }
    return set;
  }

  #classLength(): number {
    let end = this.#position + 1;
    while (end < this.#source.length && this.#source[end] !== ']') end += this.#source[end] === '\\' ? 2 : 1;
    return end + 1 - this.#position;
  }

  #quantified(part: RegexTree): RegexTree {
    if (!'*+?{'.includes(this.#source[this.#position] ?? 'none')) return part;
    const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#position, this.#position + 24));
    if (!found) return part;
    this.#position += found[0].length;
    if (found[1]) return { kind: 'repeat', part, least: found[1] === '+' ? 1 : 0, most: found[1] === '?' ? 1 : Infinity };
    const least = Number(found[2]);
    return { kind: 'repeat', part, least, most: !found[3] ? least : found[4] === '' ? Infinity : Number(found[4]) };
  }
}

/**
 * What the byte in front can be after `(?<![a-z])`, also with exceptions as in `(?<![a-z](?<!\\n))`: a letter only where it ends
 * a text of the exception. A longer text that must not stand there says nothing of its last byte alone.
 */
function lookBehind(inner: RegexTree, pool: ByteSetPool): RegexTree {
  const [first, ...exceptions] = inner.kind === 'sequence' ? inner.parts : [inner];
  const forbiddenEnd = lastBytes(inner, pool);
  if (first?.kind !== 'byte') return { kind: 'behind', set: pool.all, forbiddenEnd };
  const excepted = exceptions.map((one) => (one.kind === 'behind' ? one.forbiddenEnd : pool.all));
  const set = pool.union([pool.complement(first.set), pool.nul, ...excepted]);
  return { kind: 'behind', set, forbiddenEnd };
}

function lastBytes(tree: RegexTree, pool: ByteSetPool): ByteSet {
  switch (tree.kind) {
    case 'byte':
      return tree.set;
    case 'choice':
      return pool.union(tree.parts.map((part) => lastBytes(part, pool)));
    case 'repeat':
      return tree.least > 0 ? lastBytes(tree.part, pool) : pool.all;
    case 'sequence':
      return tree.parts.length > 0 ? lastBytes(tree.parts.at(-1)!, pool) : pool.all;
    default:
      return pool.all;
  }
}
