/** A secret's card as the report wrote it: one line of HTML, in which every text is escaped. */
export interface Card {
  readonly line: string;
  readonly id: string;
  readonly severity: string;
  readonly exposure: readonly string[];
  /** `REPORT.LAYER`; the layer is `-` for what lies beside the layers. */
  readonly layers: readonly string[];
}

/** What the reader wants to see; empty lists and words leave nothing out. */
export interface Query {
  readonly words: string;
  readonly severity: readonly string[];
  readonly exposure: readonly string[];
  /** The number of a report, or ''. */
  readonly target: string;
  /** As in `layers` of a card, or ''. */
  readonly layer: string;
}

export const EVERYTHING: Query = { words: '', severity: [], exposure: [], target: '', layer: '' };

/** `src/report/html-secret.ts` writes these first, in this order. */
const HEAD = /^<article class="secret" id="([^"]*)" data-severity="([^"]*)" data-exposure="([^"]*)" ?data-layers="([^"]*)"/;

export function readCard(line: string): Card {
  const [, id = '', severity = '', exposure = '', layers = ''] = HEAD.exec(line) ?? [];
  return { line, id, severity, exposure: exposure.split(' '), layers: layers.split(' ') };
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Advice is the same for every secret of a kind, so that a search there would find them all. */
const ADVICE = '<details class="advice">';

/** The text of a card, escaped and in lower case. */
export function textOf({ line }: Card): string {
  const end = line.lastIndexOf(ADVICE);
  return (end === -1 ? line : line.slice(0, end)).replace(/<[^>]*>/g, ' ').toLowerCase();
}

/** A test for cards. Every word must stand somewhere in the text; `#s12` names a card. */
export function matcher(query: Query, text: (card: Card) => string = textOf): (card: Card) => boolean {
  const words = query.words.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  const ids = words.filter((word) => /^#s\d+(-\d+)?$/.test(word)).map((word) => word.slice(1));
  const sought = words.filter((word) => !ids.includes(word.slice(1))).map((word) => word.replace(/[&<>"']/g, (character) => REFERENCES[character]!));
  return (card) =>
    (query.severity.length === 0 || query.severity.includes(card.severity)) &&
    (query.exposure.length === 0 || query.exposure.some((state) => card.exposure.includes(state))) &&
    (query.target === '' || card.layers.some((layer) => layer.startsWith(`${query.target}.`))) &&
    (query.layer === '' || card.layers.includes(query.layer)) &&
    (ids.length === 0 || ids.includes(card.id)) &&
    (sought.length === 0 || includesAll(text(card), sought));
}

function includesAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
