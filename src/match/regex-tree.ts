import type { Pattern } from '../model/rule.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { LinearEngine } from './linear-engine.js';

/** What a regular expression asks of bytes, one after the other. It may promise less than the expression, and never more. */
export type RegexTree =
  | { readonly kind: 'byte'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexTree[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexTree[] }
  | { readonly kind: 'repeat'; readonly part: RegexTree; readonly least: number; readonly most: number }
  /** The byte in front is one of `set`, or there is none, for which `\0` stands; `forbiddenEnd` are last bytes of what must not stand there. */
  | { readonly kind: 'behind'; readonly set: ByteSet; readonly forbiddenEnd: ByteSet }
  /** Looks around and takes nothing. Where `follows` is told, the bytes from there on begin with that, or the text ends before they can. */
  | { readonly kind: 'assertion'; readonly follows?: RegexTree }
  /** A reference back: any bytes, or none. */
  | { readonly kind: 'unknown' };

const EVERY_BYTE = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
const SPECIAL = '()[]{}.*+?^$|\\';
const ASSERTION: RegexTree = { kind: 'assertion' };
const UNKNOWN: RegexTree = { kind: 'unknown' };
const EMPTY: RegexTree = { kind: 'sequence', parts: [] };

/** How an engine writes groups, assertions, classes and escapes. */
interface Dialect {
  readonly open: RegExp;
  readonly assertion: RegExp;
  readonly escape: RegExp;
  readonly classEnd: RegExp;
  readonly bytesOf: (atom: string, flags: string) => (byte: number) => boolean;
}

const NATIVE: Dialect = {
  open: /^\((?:\?(?::|<?[=!]|<[A-Za-z]\w*>))?/,
  assertion: /^(?:\\[bB]|[\^$])/,
  escape: /^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[^])/,
  classEnd: /^\[(?:[^\\\]]|\\[^])*\]/,
  bytesOf: (atom, flags) => {
    // A run of bytes at a time: a class has few.
    const runs = EVERY_BYTE.match(new RegExp(`(?:${/^[{}\]]$/.test(atom) ? `\\${atom}` : atom})+`, `g${flags}`)) ?? [];
    const matched = new Set(runs.join(''));
    return (byte) => matched.has(String.fromCharCode(byte));
  },
};

/** https://github.com/google/re2/wiki/Syntax */
const linearDialect = (engine: LinearEngine): Dialect => ({
  open: /^\((?:\?(?:P?<[A-Za-z_]\w*>|<[=!]|[a-zA-Z]*(?:-[a-zA-Z]+)?[:)]))?/,
  assertion: /^(?:\\[bBAz]|[\^$])/,
  escape: /^\\(?:x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]*\}|[pP](?:\{[^}]*\}|[^])|[0-7]{1,3}|[^])/,
  classEnd: /^\[\^?\]?(?:\[:\^?\w*:\]|[^\\\]]|\\[^])*\]/,
  bytesOf: (atom, flags) => engine.classOf(/^[{}\]]$/.test(atom) ? `\\${atom}` : atom, flags),
});

/** Reads what an expression's own engine accepts; one reader remembers the classes of many expressions. */
export class RegexTreeReader {
  readonly #pool: ByteSetPool;
  readonly #linear: Dialect | null;
  readonly #classes = new Map<string, ByteSet>();
  /** No byte follows a text's end. */
  readonly #end: RegexTree;
  /** Whether that is what `$` asks for. */
  #endsText = true;
  #dialect = NATIVE;
  #source = '';
  #flags = '';
  #position = 0;

  /** Without `linear`, nothing is known of patterns that ask for it. */
  constructor(pool: ByteSetPool, linear: LinearEngine | null = null) {
    this.#pool = pool;
    this.#linear = linear && linearDialect(linear);
    this.#end = { kind: 'assertion', follows: { kind: 'byte', set: pool.none } };
  }

  read({ regex, flags = '', engine }: Pick<Pattern, 'regex' | 'flags' | 'engine'>): RegexTree {
    const dialect = engine === 'linear' ? this.#linear : NATIVE;
    // Quoted stretches are rare, and what nothing is known of is looked for by its keywords alone.
    if (dialect === null || (engine === 'linear' && regex.includes('\\Q'))) return UNKNOWN;
    this.#dialect = dialect;
    this.#source = regex;
    this.#flags = flags.replace(/[^is]/g, '');
    this.#endsText = dialect === NATIVE && !flags.includes('m');
    this.#position = 0;
    return this.#choice();
  }

  #choice(): RegexTree {
    const flags = this.#flags;
    const tree = this.#alternatives();
    // Flags set in a group end with it.
    this.#flags = flags;
    return tree;
  }

  #alternatives(): RegexTree {
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
    const open = this.#dialect.open.exec(rest)?.[0];
    if (open) {
      this.#position += open.length;
      const flags = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?[:)]$/.exec(open);
      if (flags && open.endsWith(')')) {
        this.#flags = withFlags(this.#flags, flags);
        return EMPTY;
      }
      const outer = this.#flags;
      if (flags) this.#flags = withFlags(outer, flags);
      const inner = this.#choice();
      this.#flags = outer;
      this.#position++;
      switch (open) {
        case '(?<!':
          return lookBehind(inner, this.#pool);
        case '(?=':
          return { kind: 'assertion', follows: inner };
        case '(?!':
          return notBefore(bytesAlone(inner, this.#pool), this.#pool);
        default:
          return open === '(?<=' ? ASSERTION : inner;
      }
    }
    const back = /^\\(?:k<\w+>|[1-9]\d*)/.exec(rest);
    if (back && this.#dialect === NATIVE) return this.#take(back[0].length, UNKNOWN);
    const assertion = this.#dialect.assertion.exec(rest);
    if (assertion) return this.#take(assertion[0].length, assertion[0] === '$' && this.#endsText ? this.#end : ASSERTION);
    const length = rest[0] === '[' ? this.#dialect.classEnd.exec(this.#source.slice(this.#position))![0].length : (this.#dialect.escape.exec(rest)?.[0].length ?? 1);
    return this.#take(length, { kind: 'byte', set: this.#classOf(this.#source.slice(this.#position, this.#position + length)) });
  }

  #take(length: number, node: RegexTree): RegexTree {
    this.#position += length;
    return node;
  }

  /** The engine itself is asked which bytes an atom matches, so that the two cannot differ. */
  #classOf(atom: string): ByteSet {
    const key = `${this.#dialect === NATIVE ? 'n' : 'l'}${this.#flags} ${atom}`;
    let set = this.#classes.get(key);
    if (!set) {
      set = this.#pool.where(this.#dialect.bytesOf(atom, this.#flags));
      this.#classes.set(key, set);
    }
    return set;
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

/** Flags after `(?i)` or `(?i-s:`. */
function withFlags(flags: string, [, on = '', off = '']: readonly (string | undefined)[]): string {
  return [...new Set(flags + on.replace(/[^is]/g, ''))].filter((flag) => !off.includes(flag)).sort().join('');
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

/** A byte that is none of `set`, or the text's end. */
const notBefore = (set: ByteSet, pool: ByteSetPool): RegexTree => (set === pool.none ? ASSERTION : { kind: 'assertion', follows: { kind: 'byte', set: pool.complement(set) } });

/** The bytes that are all of a text of `tree`. */
function bytesAlone(tree: RegexTree, pool: ByteSetPool): ByteSet {
  if (tree.kind === 'byte') return tree.set;
  return tree.kind === 'choice' ? pool.union(tree.parts.map((part) => bytesAlone(part, pool))) : pool.none;
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
