import { printable } from './printable.js';

/** HTML that is right as it stands; only `html` makes it, so that no text gets into a page without being escaped. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static of(strings: TemplateStringsArray, values: readonly MarkupValue[]): Markup {
    const literals = literalsOf(strings);
    let text = literals[0]!;
    values.forEach((value, index) => (text += written(value) + literals[index + 1]!));
    return new Markup(text);
  }

  /** Each on a line of its own. */
  static lines(items: readonly Markup[]): Markup {
    return new Markup(items.map(({ text }) => `${text}\n`).join(''));
  }
}

export type MarkupValue = string | number | null | Markup | readonly Markup[];

/**
 * A template whose values are escaped, for text and for quoted attributes alike; what would turn or hide text is written out.
 * The result has no line break: those of the template are dropped, those of values are written as references.
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return Markup.of(strings, values);
}

/** Only addresses of the web become links: rules come from users too, and `javascript:` is an address. */
export function link(url: string): Markup {
  return /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noopener noreferrer">${url}</a>` : html`<code>${url}</code>`;
}

function written(value: MarkupValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeText(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const HARMLESS = /^[\w ./:,;()@+=#-]*$/;

function escapeText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text.split('\n').map((line) => printable(line).replace(/[&<>"']/g, (character) => REFERENCES[character]!)).join('&#10;');
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

function literalsOf(strings: TemplateStringsArray): readonly string[] {
  let literals = known.get(strings);
  if (!literals) {
    literals = strings.map((literal) => literal.replace(/\n\s*/g, ''));
    known.set(strings, literals);
  }
  return literals;
}
