import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { readPage } from '../../source/registry/listing.js';
import { bearerOf, connectApi, dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** https://docs.github.com/en/rest/packages/packages: needs a token with `read:packages`, as `docker login ghcr.io` has it. */
export const ghcr: CatalogueKind = {
  fits: (host) => host === 'ghcr.io',
  open({ registry, url }) {
    const api = async (prefix: string) =>
      connectApi(registry, url ?? new URL('https://api.github.com/'), bearerOf((await registry.credentials(prefix)).credentials), 'Sign in with `docker login ghcr.io` and a token that may `read:packages`.');
    const request = { headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' } };
    const owners = new Map<string, string>();
    /** An owner is an organization or a user, and is asked for as what it is. */
    const ownerPath = async (owner: string): Promise<string> => {
      const known = owners.get(owner);
      if (known !== undefined) return known;
      const page = await readPage(await api(owner), `orgs/${owner}/packages?package_type=container&per_page=1`, { ...request, mayRefuse: true });
      const path = page === null ? `users/${owner}` : `orgs/${owner}`;
      owners.set(owner, path);
      return path;
    };
    return {
      async *repositories(prefix) {
        const owner = prefix.split('/')[0];
        if (!owner) throw new LayerlintError('usage', 'GHCR as a whole cannot be audited.', { hint: 'Name an owner: `layerlint audit ghcr.io/acme`.' });
        for await (const page of eachPage(await api(owner), `${await ownerPath(owner)}/packages?package_type=container&per_page=100`, byLink, request)) {
          for (const item of asList(page)) yield `${owner}/${asText(asRecord(item)['name'])}`.toLowerCase();
        }
      },
      async *versions(name) {
        const slash = name.indexOf('/');
        const owner = name.slice(0, slash);
        for await (const page of eachPage(await api(owner), `${await ownerPath(owner)}/packages/container/${encodeURIComponent(name.slice(slash + 1))}/versions?per_page=100`, byLink, request)) {
          for (const item of asList(page).map(asRecord)) {
            const tags = asList(asRecord(asRecord(item['metadata'])['container'])['tags']).map(asText);
            yield { tags, digest: asText(item['name']) || null, pushed: dateText(item['created_at']) };
          }
        }
      },
    };
  },
};
