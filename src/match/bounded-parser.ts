/** An expression of JavaScript, without the flags `u` and `v`, over latin1 text. https://tc39.es/ecma262/#sec-patterns */
export type Expression =
  | { readonly kind: 'set'; readonly has: Uint8Array }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number; readonly lazy: boolean; readonly groups: readonly [from: number, to: number] }
  | { readonly kind: 'group'; readonly part: Expression; readonly index: number }
  | { readonly kind: 'look'; readonly part: Expression; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly kind: 'back'; readonly group: number };

export interface ParsedExpression {
  readonly tree: Expression;
  /** Names of groups by their number, from 1. */
  readonly names: ReadonlyMap<string, number>;
  readonly groups: number;
}

/** Nobody nests groups deeper by hand. */
const DEEPEST = 40;
/** Nobody needs more than the classes of a few thousand rules. */
const MOST_SETS = 4096;
const sets = new Map<string, Uint8Array>();
const LATIN1 = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/** The source must compile. Throws what says why an expression is refused. */
export function parseExpression(source: string, flags: string): ParsedExpression {
  return new Parser(source, flags).parse();
}

class Parser {
  readonly #source: string;
  readonly #flags: string;
  readonly #names = new Map<string, number>();
  readonly #named: boolean;
  readonly #count: number;
  #groups = 0;
  #at = 0;
  #depth = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags.replace(/[^is]/g, '');
    const opens = [...source.matchAll(/\\[^]|\[(?:[^\\\]]|\\[^])*\]|\((?:\?<([A-Za-z_$][\w$]*)>|(?!\?))/g)].filter(([text]) => text.startsWith('('));
    opens.forEach(([, name], index) => name !== undefined && this.#names.set(name, index + 1));
    this.#count = opens.length;
    this.#named = this.#names.size > 0;
  }

  parse(): ParsedExpression {
    return { tree: this.#choice(), names: this.#names, groups: this.#groups };
  }

  #choice(): Expression {
    if (++this.#depth > DEEPEST) throw new Error(`groups are nested more than ${DEEPEST} deep`);
    const parts = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    this.#depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at]!)) {
      const before = this.#groups;
      parts.push(this.#quantified(this.#atom(), before));
    }
    return { kind: 'sequence', parts };
  }

  #quantified(part: Expression, before: number): Expression {
    const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (!found) return part;
    this.#at += found[0].length;
    const [, sign, from, comma, to, lazy] = found;
    const least = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const most = sign === '?' ? 1 : sign !== undefined || to === '' ? Infinity : comma === undefined ? least : Number(to);
    return { kind: 'repeat', part, least, most, lazy: lazy === '?', groups: [before + 1, this.#groups] };
  }

  #atom(): Expression {
    const rest = this.#source.slice(this.#at, this.#at + 80);
    if (rest.startsWith('(')) return this.#group(rest);
    if (rest.startsWith('^') || rest.startsWith('$')) return this.#take(1, { kind: 'assert', what: rest[0] as '^' | '$' });
    const back = this.#reference(rest);
    if (back) return back;
    if (/^\\[bB]/.test(rest)) return this.#take(2, { kind: 'assert', what: rest[1] as 'b' | 'B' });
    const atom = rest.startsWith('[') ? /^\[(?:[^\\\]]|\\[^])*\]/.exec(this.#source.slice(this.#at))![0] : (/^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[0-3]?[0-7]{1,2}|[^])/.exec(rest)?.[0] ?? rest[0]!);
    return this.#take(atom.length, { kind: 'set', has: this.#setOf(atom) });
  }

  /** The engine itself is asked which characters an atom matches, so that the two cannot differ. */
  #setOf(atom: string): Uint8Array {
    const key = `${this.#flags} ${atom}`;
    let set = sets.get(key);
    if (!set) {
      if (sets.size >= MOST_SETS) sets.clear();
      const test = new RegExp(`^${/^[{}\]]$/.test(atom) ? `\\${atom}` : atom}$`, this.#flags);
      sets.set(key, (set = Uint8Array.from(LATIN1, (character) => Number(test.test(character)))));
    }
    return set;
  }

  #group(rest: string): Expression {
    const open = /^\((?:\?(?::|<?[=!]|<[A-Za-z_$][\w$]*>))?/.exec(rest)![0];
    if (open === '(' && rest[1] === '?') throw new Error(`\`${rest.slice(0, 4)}\` is not known`);
    this.#at += open.length;
    const index = open === '(' || /^\(\?<[^=!]/.test(open) ? ++this.#groups : 0;
    const part = this.#choice();
    this.#at++;
    if (index > 0) return { kind: 'group', part, index };
    return /[=!]$/.test(open) ? { kind: 'look', part, behind: open.includes('<'), negative: open.endsWith('!') } : part;
  }

  #reference(rest: string): Expression | null {
    const name = this.#named ? /^\\k<([^>]+)>/.exec(rest) : null;
    if (name) return this.#take(name[0].length, { kind: 'back', group: this.#names.get(name[1]!)! });
    const number = /^\\([1-9]\d*)/.exec(rest);
    if (!number || Number(number[1]) > this.#count) return null;
    return this.#take(number[0].length, { kind: 'back', group: Number(number[1]) });
  }

  #take(length: number, part: Expression): Expression {
    this.#at += length;
    return part;
  }
}
