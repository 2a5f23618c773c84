/** How far a regular expression can go, told from its source. */
export interface RegexShape {
  /** The longest text it can match, or Infinity; lookarounds count for nothing. */
  readonly longest: number;
  /** The farthest that a lookbehind or lookahead looks. */
  readonly looks: number;
  /** What would make it slow on hostile text, in words; empty when nothing does. */
  readonly dangers: readonly string[];
}

/** A repeated group may hold a variable repetition only when it is itself repeated at most this often. */
const MOST_NESTED = 4;
/** Nobody nests groups deeper by hand. */
const DEEPEST = 40;

interface Part {
  readonly longest: number;
  readonly variable: boolean;
}

/** Reads what JavaScript's `RegExp` accepts without the `v` flag, and RE2's groups and flags besides; the source must compile. */
export function readShape(source: string): RegexShape {
  return new ShapeReader(source).read();
}

class ShapeReader {
  readonly #source: string;
  readonly #dangers: string[] = [];
  readonly #groups = new Map<string, number>();
  #position = 0;
  #looks = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): RegexShape {
    const { longest } = this.#alternatives(0);
    return { longest, looks: this.#looks, dangers: this.#dangers };
  }

  #alternatives(depth: number): Part {
    if (depth > DEEPEST) {
      this.#dangers.push(`groups are nested more than ${DEEPEST} deep`);
      this.#position = this.#source.length;
      return { longest: 0, variable: false };
    }
    let best = 0;
    let variable = false;
    for (;;) {
      const part = this.#sequence(depth);
      best = Math.max(best, part.longest);
      variable ||= part.variable;
      if (this.#source[this.#position] !== '|') return { longest: best, variable };
      this.#position++;
    }
  }

  #sequence(depth: number): Part {
    let longest = 0;
    let variable = false;
    while (this.#position < this.#source.length && !'|)'.includes(this.#source[this.#position]!)) {
      const atom = this.#atom(depth);
      const { most, least } = this.#quantifier();
      if (most === Infinity) this.#dangers.push('a repetition has no upper bound');
      if (atom.variable && most > MOST_NESTED) this.#dangers.push('a repetition of variable length stands inside another repetition');
      variable ||= atom.variable || most !== least;
      if (atom.longest > 0) longest += atom.longest * most;
    }
    return { longest, variable };
  }

  #atom(depth: number): Part {
    // Most are plain characters, and every rule's expressions are read at each start.
    switch (this.#source[this.#position]) {
      case '(':
        return this.#group(depth);
      case '[':
        return this.#skip(this.#classLength(), 1);
      case '\\':
        return this.#escape();
      case '^':
      case '$':
        return this.#skip(1, 0);
      default:
        return this.#skip(1, 1);
    }
  }

  #group(depth: number): Part {
    const open = /^\((?:\?(?::|<?[=!]|P?<([A-Za-z]\w*)>|[a-zA-Z-]+[:)]))?/.exec(this.#rest())!;
    this.#position += open[0].length;
    if (open[0].endsWith(')')) return { longest: 0, variable: false };
    const inner = this.#alternatives(depth + 1);
    this.#position++;
    if (open[1]) this.#groups.set(open[1], inner.longest);
    if (!/[=!]$/.test(open[0])) return inner;
    this.#looks = Math.max(this.#looks, inner.longest);
    return { longest: 0, variable: false };
  }

  #escape(): Part {
    const rest = this.#rest();
    const back = /^\\k<(\w+)>/.exec(rest);
    if (back) return this.#skip(back[0].length, this.#groups.get(back[1]!) ?? 0);
    const escape = /^\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[^])/.exec(rest);
    return escape ? this.#skip(escape[0].length, /^\\[bB]$/.test(escape[0]) ? 0 : 1) : this.#skip(1, 1);
  }

  /** Enough of what follows for the longest thing that stands there. */
  #rest(): string {
    return this.#source.slice(this.#position, this.#position + 40);
  }

  #skip(length: number, longest: number): Part {
    this.#position += length;
    return { longest, variable: false };
  }

  #classLength(): number {
    let end = this.#position + 1;
    while (end < this.#source.length && this.#source[end] !== ']') end += this.#source[end] === '\\' ? 2 : 1;
    return end + 1 - this.#position;
  }

  #quantifier(): { least: number; most: number } {
    const next = this.#source[this.#position];
    if (next !== '{' && next !== '*' && next !== '+' && next !== '?') return { least: 1, most: 1 };
    const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#position, this.#position + 24));
    if (!found) return { least: 1, most: 1 };
    this.#position += found[0].length;
    if (found[1]) return { least: found[1] === '+' ? 1 : 0, most: found[1] === '?' ? 1 : Infinity };
    const least = Number(found[2]);
    if (!found[3]) return { least, most: least };
    return { least, most: found[4] === '' ? Infinity : Number(found[4]) };
  }
}
