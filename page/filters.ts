import { EVERYTHING, matcher, readCard, textOf, type Card, type Query } from './card.js';
import type { LongList } from './list.js';

/** Long enough not to work at every letter, short enough to seem immediate. */
const PAUSE_MS = 120;

/** The form above the secrets; the list below shows what it asks for. */
export class Filters {
  readonly #form: HTMLFormElement;
  readonly #list: LongList;
  readonly #cards: readonly Card[];
  readonly #texts = new Map<Card, string>();
  /** Set by links from the pictures, and by nothing in the form. */
  #layer = '';
  #timer = 0;

  constructor(form: HTMLFormElement, list: LongList) {
    this.#form = form;
    this.#list = list;
    this.#cards = list.lines.map(readCard);
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#apply(), PAUSE_MS);
    });
    form.addEventListener('reset', (event) => {
      event.preventDefault();
      this.ask({});
    });
    this.#say(this.#cards.length, false);
  }

  /** Fills in the form and shows what it asks for; what is not named is set back. */
  ask(query: Partial<Query>): void {
    const { words, severity, exposure, target, layer } = { ...EVERYTHING, ...query };
    this.#layer = layer;
    for (const field of this.#form.elements) {
      if (field instanceof HTMLSelectElement) field.value = target;
      else if (!(field instanceof HTMLInputElement)) continue;
      else if (field.type === 'checkbox') field.checked = (field.name === 'severity' ? severity : exposure).includes(field.value);
      else field.value = words;
    }
    this.#apply();
  }

  #apply(): void {
    const data = new FormData(this.#form);
    const all = (name: string) => data.getAll(name).map(String);
    const query: Query = {
      words: String(data.get('words') ?? ''),
      severity: all('severity'),
      exposure: all('exposure'),
      target: String(data.get('target') ?? ''),
      layer: this.#layer,
    };
    const matches = matcher(query, (card) => this.#textOf(card));
    const found = this.#cards.filter(matches);
    this.#list.show(found.map(({ line }) => line));
    this.#say(found.length, found.length < this.#cards.length || this.#layer !== '');
  }

  #textOf(card: Card): string {
    const text = this.#texts.get(card) ?? textOf(card);
    this.#texts.set(card, text);
    return text;
  }

  #say(count: number, filtered: boolean): void {
    const output = this.#form.querySelector('output');
    const reset = this.#form.querySelector<HTMLButtonElement>('button[type=reset]');
    const all = this.#cards.length.toLocaleString('en');
    const where = this.#layer === '' ? '' : ` in ${this.#layer.endsWith('.-') ? 'what is said about the image' : `layer ${this.#layer.split('.')[1] ?? ''}`}`;
    if (output) output.textContent = filtered ? `${count.toLocaleString('en')} of ${all}${where}` : `${all} in all`;
    if (reset) reset.hidden = !filtered;
  }
}
