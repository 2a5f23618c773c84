import { LayerlintError } from '../../model/error.js';
import { readPage, type Page } from '../../source/registry/listing.js';
import type { Repository, Request } from '../../source/registry/repository.js';

/** A hundred a page make ten million; a longer list does not end. */
const MOST_PAGES = 100_000;

/** All pages of a list from `first` on; none where there is no such list. Throws `damaged` for a list that goes in circles. */
export async function* eachPage(repository: Repository, first: string, next: (page: Page) => string | null, request: Request = {}): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  for (let path: string | null = first; path !== null; ) {
    if (seen.has(path) || seen.size >= MOST_PAGES) throw new LayerlintError('damaged', `The list of ${repository.place} goes in circles.`, { hint: 'The registry is at fault; name the repositories one by one.' });
    seen.add(path);
    const page: Page | null = await readPage(repository, path, request);
    if (page === null) return;
    yield page.value;
    path = next(page);
  }
}

/** The next page by the `Link` header. */
export const byLink = ({ next }: Page): string | null => next;
