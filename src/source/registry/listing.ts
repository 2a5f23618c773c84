import type { IncomingHttpHeaders } from 'node:http';
import { LayerlintError } from '../../model/error.js';
import { parseJson } from '../json.js';
import { parseAddress } from './address.js';
import { readBody } from './body.js';
import { ConnectionLost } from './connection-lost.js';
import type { Repository, Request } from './repository.js';
import { discard } from './transport.js';

/** A page of a thousand repositories with all that some registries tell of each. */
const LARGEST_PAGE = 16 * 1024 * 1024;

/** One answer in JSON of a registry, or of an interface beside it. */
export interface Page {
  readonly value: unknown;
  readonly headers: IncomingHttpHeaders;
  /** Path and query of the next page, of the same origin; null where this is the last. */
  readonly next: string | null;
}

/** Reads one page; null where there is nothing under that path. Throws `unauthorized`, `registry-unreachable`, `damaged`. */
export async function readPage(repository: Repository, path: string, request: Request = {}): Promise<Page | null> {
  const patience = repository.patience();
  const what = `The list of ${repository.place}`;
  for (;;) {
    const answer = await repository.read(path, request, patience);
    if (answer.status !== 200) {
      discard(answer.body);
      return null;
    }
    if (/^text\/html/i.test(answer.headers['content-type'] ?? '')) {
      discard(answer.body);
      throw new LayerlintError('registry-unreachable', `${repository.place}: answered with a web page instead of a list.`, { hint: 'Check the host; a proxy or a sign-in page may stand between, or the list is kept elsewhere (`--catalogue-url`).' });
    }
    try {
      const value = parseJson(await readBody(answer.body, LARGEST_PAGE, repository.timing.idle, what), what);
      return { value, headers: answer.headers, next: nextOf(answer.headers['link'], path) };
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await patience.endure(error);
    }
  }
}

/**
 * The address that a `Link` header calls the next, without its origin: whoever lists is asked, wherever it points.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags, https://www.rfc-editor.org/rfc/rfc8288
 */
export function nextOf(header: string | readonly string[] | undefined, path: string): string | null {
  const link = typeof header === 'string' ? header : (header ?? []).join(', ');
  for (const [, address = '', parameters = ''] of link.matchAll(/<([^<>]{0,4096})>([^<]{0,1000})/g)) {
    if (!/;\s*rel="?next"?(?:\s*[;,]|\s*$)/i.test(parameters)) continue;
    const url = parseAddress(address, new URL(path, 'http://registry.invalid/'));
    if (url !== null) return `${url.pathname}${url.search}`.replace(/^\/+/, '');
  }
  return null;
}
