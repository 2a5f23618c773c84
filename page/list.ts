/** How many items are drawn at once: a screen or three, so that the first one comes quickly. */
const STEP = 25;

/** A list of which only the beginning is drawn, and more on request. Its items are lines of HTML that stand inert in the page. */
export class LongList {
  readonly #root: HTMLElement;
  readonly #items = document.createElement('div');
  readonly #more = document.createElement('button');
  readonly #step: number;
  #lines: readonly string[];
  #drawn = 0;

  constructor(root: HTMLElement, step = STEP) {
    this.#root = root;
    this.#step = step;
    const inert = root.querySelector('noscript');
    this.#lines = (inert?.textContent ?? '').split('\n').filter((line) => line !== '');
    this.#items.className = 'items';
    this.#more.type = 'button';
    this.#more.className = 'more';
    this.#more.addEventListener('click', () => this.#showMore());
    // Once read, the text need not stand there a second time.
    root.replaceChildren(this.#items, this.#more);
    this.#draw(this.#step);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Draws other lines in place of these, from the first one. */
  show(lines: readonly string[]): void {
    this.#lines = lines;
    this.#drawn = 0;
    this.#items.replaceChildren();
    this.#draw(this.#step);
  }

  /** Draws the rest, for paper. */
  showAll(): void {
    this.#draw(this.#lines.length);
  }

  #showMore(): void {
    const before = this.#items.lastElementChild;
    this.#draw(this.#step);
    // The button moves away; the reader goes on where it was.
    const next = before?.nextElementSibling;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  #draw(count: number): void {
    const lines = this.#lines.slice(this.#drawn, this.#drawn + count);
    this.#drawn += lines.length;
    // Parsed apart, where no script runs; every text in a line was escaped when it was written.
    const parsed = new DOMParser().parseFromString(lines.join(''), 'text/html');
    this.#items.append(...parsed.body.childNodes);
    const left = this.#lines.length - this.#drawn;
    this.#more.hidden = left === 0;
    this.#more.textContent = `Show ${Math.min(left, this.#step)} more of ${left.toLocaleString('en')}`;
    this.#root.classList.toggle('empty', this.#lines.length === 0);
  }
}
