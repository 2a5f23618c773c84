/** Text put together from pieces of a file: `offsets[i]` is where character `i` stands, the last entry where it ends. */
export interface MappedText {
  readonly text: string;
  readonly offsets: ArrayLike<number>;
}

/** Builds a MappedText from stretches of one source text, in any order. */
export class TextMapper {
  readonly #source: string;
  readonly #parts: string[] = [];
  readonly #offsets: number[] = [];
  #end: number;

  constructor(source: string, start: number) {
    this.#source = source;
    this.#end = start;
  }

  add(from: number, to: number): void {
    this.#parts.push(this.#source.slice(from, to));
    for (let at = from; at < to; at++) this.#offsets.push(at);
    this.#end = to;
  }

  finish(end: number = this.#end): MappedText {
    return { text: this.#parts.join(''), offsets: [...this.#offsets, end] };
  }
}

/** The stretch `[from, to)`, counted in the text's own characters; it ends where its last character ends. */
export function sliceText(mapped: MappedText, from: number, to: number): MappedText {
  const offsets = Array.from({ length: to - from + 1 }, (_, at) => mapped.offsets[from + at]!);
  if (to > from) offsets[to - from] = mapped.offsets[to - 1]! + 1;
  return { text: mapped.text.slice(from, to), offsets };
}

/** Where the text begins and ends in its file. */
export function spanOf(mapped: MappedText): { readonly start: number; readonly end: number } {
  return { start: mapped.offsets[0]!, end: mapped.offsets[mapped.text.length]! };
}

/** Without white space at either end. */
export function trimText(mapped: MappedText): MappedText {
  const from = mapped.text.length - mapped.text.trimStart().length;
  const to = Math.max(from, mapped.text.trimEnd().length);
  return from === 0 && to === mapped.text.length ? mapped : sliceText(mapped, from, to);
}
