import { html, Markup } from './html-markup.js';

/**
 * A list that may be very long. Where there is no JavaScript a browser shows all of it; where there is, the same text is
 * inert, one item a line, and the page draws from it what is to be seen.
 */
export function longList(id: string, items: readonly Markup[]): Markup {
  return html`<div class="list" id="${id}"><noscript>${Markup.lines([html``, ...items])}</noscript></div>`;
}
