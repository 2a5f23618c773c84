import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import type { Page } from '../../source/registry/listing.js';
import { bearerOf, connectApi, dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { eachPage } from './pages.js';

/** https://docs.quay.io/api/swagger/: public repositories, and those that an OAuth token (user `$oauthtoken`) may see. */
export const quay: CatalogueKind = {
  fits: (host) => host === 'quay.io',
  open({ registry, url }) {
    const base = url ?? new URL('https://quay.io/');
    const api = async (prefix: string) => {
      const { credentials } = await registry.credentials(prefix);
      const isToken = credentials?.kind === 'password' && credentials.username === '$oauthtoken';
      return connectApi(registry, base, isToken ? bearerOf(credentials) : null, 'Robot accounts cannot list; sign in as `$oauthtoken` with a token of an application.');
    };
    return {
      async *repositories(prefix) {
        const namespace = prefix.split('/')[0];
        if (!namespace) throw new LayerlintError('usage', 'Quay is listed by namespace.', { hint: 'Name one: `layerlint audit quay.io/acme`.' });
        // Without `public` it leaves out what everyone may see.
        const first = `api/v1/repository?namespace=${encodeURIComponent(namespace)}&public=true`;
        const next = ({ value }: Page): string | null => {
          const token = asText(asRecord(value)['next_page']);
          return token === '' ? null : `${first}&next_page=${encodeURIComponent(token)}`;
        };
        for await (const page of eachPage(await api(prefix), first, next)) {
          for (const item of asList(asRecord(page)['repositories'])) yield `${namespace}/${asText(asRecord(item)['name'])}`;
        }
      },
      async *versions(name) {
        const first = `api/v1/repository/${name}/tag/?onlyActiveTags=true&limit=100&page=`;
        const next = ({ value }: Page): string | null => (asRecord(value)['has_additional'] === true ? `${first}${Number(asRecord(value)['page']) + 1}` : null);
        for await (const page of eachPage(await api(name), `${first}1`, next)) {
          for (const item of asList(asRecord(page)['tags']).map(asRecord)) {
            yield { tags: [asText(item['name'])], digest: asText(item['manifest_digest']) || null, pushed: typeof item['start_ts'] === 'number' ? dateText(item['start_ts'] * 1000) : dateText(item['last_modified']) };
          }
        }
      },
    };
  },
};
