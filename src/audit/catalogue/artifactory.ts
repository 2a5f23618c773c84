import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { connectApi, basicOf } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** https://jfrog.com/help/r/jfrog-rest-apis/list-docker-repositories: the prefix begins with the key of the Docker repository. Tells neither digests nor dates. */
export const artifactory: CatalogueKind = {
  fits: (host) => host.endsWith('.jfrog.io'),
  open({ registry, url }) {
    const base = url ?? new URL(`https://${registry.host}/`);
    const api = async () => connectApi(registry, base, basicOf((await registry.credentials('')).credentials), 'Sign in with `docker login` as a user who may read the repository.');
    const split = (name: string) => ({ key: name.split('/')[0] ?? '', rest: name.split('/').slice(1).join('/') });
    return {
      async *repositories(prefix) {
        const { key } = split(prefix);
        if (key === '') throw new LayerlintError('usage', 'Artifactory is listed by the key of a Docker repository.', { hint: 'Name it: `layerlint audit acme.jfrog.io/docker-local`.' });
        for await (const page of eachPage(await api(), `artifactory/api/docker/${encodeURIComponent(key)}/v2/_catalog?n=1000`, byLink)) {
          for (const name of asList(asRecord(page)['repositories'])) yield `${key}/${asText(name)}`;
        }
      },
      async *versions(name) {
        const { key, rest } = split(name);
        for await (const page of eachPage(await api(), `artifactory/api/docker/${encodeURIComponent(key)}/v2/${rest}/tags/list?n=1000`, byLink)) {
          for (const tag of asList(asRecord(page)['tags'])) yield { tags: [asText(tag)], digest: null, pushed: null };
        }
      },
    };
  },
};
