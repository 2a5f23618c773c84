import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { parseAddress } from '../../source/registry/address.js';
import type { Page } from '../../source/registry/listing.js';
import { connectApi, dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { eachPage } from './pages.js';

/** https://docs.docker.com/reference/api/hub/latest/: what is public. The registry itself lists tags, but no repositories. */
export const dockerHub: CatalogueKind = {
  fits: (host) => host === 'docker.io',
  open({ registry, url }) {
    const api = connectApi(registry, url ?? new URL('https://hub.docker.com/'), null, 'Only what is public is listed there; name private repositories one by one with `--catalogue distribution`.');
    const next = ({ value }: Page): string | null => {
      const address = parseAddress(asText(asRecord(value)['next']), url ?? new URL('https://hub.docker.com/'));
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
        for await (const page of eachPage(api, `v2/namespaces/${namespace}/repositories?page_size=100`, next)) {
          for (const item of asList(asRecord(page)['results'])) yield `${namespace}/${asText(asRecord(item)['name'])}`;
        }
      },
      async *versions(name) {
        const [namespace, repository] = name.split('/');
        for await (const page of eachPage(api, `v2/namespaces/${namespace}/repositories/${repository}/tags?page_size=100`, next)) {
          for (const item of asList(asRecord(page)['results']).map(asRecord)) {
            yield { tags: [asText(item['name'])], digest: asText(item['digest']) || null, pushed: dateText(item['tag_last_pushed'] ?? item['last_updated']) };
          }
        }
      },
    };
  },
};
