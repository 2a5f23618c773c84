/**
 * Text put together from pieces of a file: `offsets[i]` is where character `i` stands. The entry behind the last character
 * is there for empty text and says where that stands; where the text ends is `endOf`.
 */
export interface MappedText {
  readonly text: string;
  readonly offsets: Int32Array;
}

/** Builds a MappedText from stretches of one source text, in the order in which they are read. */
export class TextMapper {
  readonly #source: string;
  readonly #pieces: (readonly [number, number])[] = [];
  readonly #start: number;

  constructor(source: string, start: number) {
    this.#source = source;
    this.#start = start;
  }

  add(from: number, to: number): void {
    if (to > from) this.#pieces.push([from, to]);
  }

  finish(): MappedText {
    const text = this.#pieces.map(([from, to]) => this.#source.slice(from, to)).join('');
    const offsets = new Int32Array(text.length + 1);
    let at = 0;
    for (const [from, to] of this.#pieces) for (let offset = from; offset < to; offset++) offsets[at++] = offset;
    offsets[at] = at === 0 ? this.#start : offsets[at - 1]! + 1;
    return { text, offsets };
  }
}

/** The stretch `[from, to)`, counted in the text's own characters; shares its offsets. */
export function sliceText(mapped: MappedText, from: number, to: number): MappedText {
  return { text: mapped.text.slice(from, to), offsets: mapped.offsets.subarray(from, to + 1) };
}

/** Where the last character ends in the file; of empty text, where it stands. */
export function endOf({ text, offsets }: MappedText): number {
  return text.length === 0 ? offsets[0]! : offsets[text.length - 1]! + 1;
}

/** Where the text begins and ends in its file. */
export function spanOf(mapped: MappedText): { readonly start: number; readonly end: number } {
  return { start: mapped.offsets[0]!, end: endOf(mapped) };
}

/** Without white space at either end. */
export function trimText(mapped: MappedText): MappedText {
  const from = mapped.text.length - mapped.text.trimStart().length;
  const to = Math.max(from, mapped.text.trimEnd().length);
  return from === 0 && to === mapped.text.length ? mapped : sliceText(mapped, from, to);
}
