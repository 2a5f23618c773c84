/** What the report's page does beyond being read: long lists in parts, search and filters, colours, paper. */
import { Filters } from './filters.js';
import { LongList } from './list.js';
import { startTheme } from './theme.js';

/** Pictures are tall, and each has hundreds of elements. */
const PICTURES = 10;

const lists = new Map([...document.querySelectorAll<HTMLElement>('.list')].map((root) => [root.id, new LongList(root, root.id === 'target-list' ? PICTURES : undefined)]));

const theme = document.querySelector<HTMLButtonElement>('.theme');
if (theme) startTheme(theme);

const form = document.querySelector<HTMLFormElement>('.filters');
const secrets = lists.get('secret-list');
const filters = form && secrets ? new Filters(form, secrets) : null;

/** A place that is not drawn yet is looked for first: a secret by its number. */
function goTo(hash: string): void {
  if (!/^#s\d+(-\d+)?$/.test(hash)) return;
  if (!document.getElementById(hash.slice(1))) filters?.ask({ words: hash });
  const card = document.getElementById(hash.slice(1));
  card?.scrollIntoView({ block: 'start' });
  card?.focus({ preventScroll: true });
}

document.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!anchor || !filters) return;
  const { severity, exposure, layer, words } = anchor.dataset;
  if (severity !== undefined) filters.ask({ severity: [severity], exposure: exposure ? [exposure] : [] });
  else if (layer) filters.ask({ layer });
  else if (words) filters.ask({ words });
  else if (/^#s\d/.test(anchor.hash) && anchor.hash === location.hash) goTo(anchor.hash);
});
addEventListener('hashchange', () => goTo(location.hash));
goTo(location.hash);

/** Paper shows everything that the filters let through, opened. */
addEventListener('beforeprint', () => {
  for (const list of lists.values()) list.showAll();
});
