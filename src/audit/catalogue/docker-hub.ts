import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { parseAddress } from '../../source/registry/address.js';
import { readPage, type Page } from '../../source/registry/listing.js';
import type { Repository } from '../../source/registry/repository.js';
import { connectApi, dateText, isSafe } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { eachPage } from './pages.js';

const HINT = 'Sign in with `docker login` and a token that may read, or name private repositories one by one with `--catalogue distribution`.';

/** https://docs.docker.com/reference/api/hub/latest/: what is public, and what `docker login` may see. The registry itself lists tags, but no repositories. */
export const dockerHub: CatalogueKind = {
  fits: (host) => host === 'docker.io',
  open({ registry, url, note }) {
    const base = url ?? new URL('https://hub.docker.com/');
    let connected: Promise<Repository> | null = null;
    const api = (): Promise<Repository> => (connected ??= connect());
    const connect = async (): Promise<Repository> => {
      const { credentials } = await registry.credentials('');
      const open = connectApi(registry, base, null, HINT);
      if (credentials?.kind !== 'password' || !isSafe(base)) return open;
      try {
        const page = await readPage(open, 'v2/auth/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ identifier: credentials.username, secret: credentials.password }), mayRefuse: true });
        const token = asText(asRecord(page?.value)['access_token']);
        if (/^[\x21-\x7e]+$/.test(token)) return connectApi(registry, base, `Bearer ${token}`, HINT);
      } catch (error) {
        if (!(error instanceof LayerlintError) || error.code !== 'unauthorized') throw error;
      }
      note('Docker Hub does not take the credentials to list what is private; only what is public was listed.');
      return open;
    };
    const next = ({ value }: Page): string | null => {
      const address = parseAddress(asText(asRecord(value)['next']), base);
      return asText(asRecord(value)['next']) === '' || address === null ? null : `${address.pathname}${address.search}`.replace(/^\/+/, '');
    };
    return {
      async *repositories(prefix) {
        const [namespace, repository] = prefix.split('/');
        if (!namespace) throw new LayerlintError('usage', 'Docker Hub as a whole cannot be audited.', { hint: 'Name a namespace: `layerlint audit docker.io/acme`.' });
        if (repository !== undefined) {
          yield prefix;
          return;
        }
        for await (const page of eachPage(await api(), `v2/namespaces/${namespace}/repositories?page_size=100`, next)) {
          for (const item of asList(asRecord(page)['results'])) yield `${namespace}/${asText(asRecord(item)['name'])}`;
        }
      },
      async *versions(name) {
        const [namespace, repository] = name.split('/');
        for await (const page of eachPage(await api(), `v2/namespaces/${namespace}/repositories/${repository}/tags?page_size=100`, next)) {
          for (const item of asList(asRecord(page)['results']).map(asRecord)) {
            yield { tags: [asText(item['name'])], digest: asText(item['digest']) || null, pushed: dateText(item['tag_last_pushed'] ?? item['last_updated']) };
          }
        }
      },
    };
  },
};
