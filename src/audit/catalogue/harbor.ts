import { asList, asRecord, asText } from '../../source/json.js';
import { basicOf, connectApi, dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** https://github.com/goharbor/harbor/blob/v2.11.0/api/v2.0/swagger.yaml: with the credentials of the registry; to be asked for with `--catalogue harbor`. */
export const harbor: CatalogueKind = {
  fits: () => false,
  open({ registry, url }) {
    const base = url ?? new URL(`https://${registry.host}/`);
    const api = async () => connectApi(registry, base, basicOf((await registry.credentials('')).credentials), 'Sign in with `docker login` as a user or a robot that may list.');
    return {
      async *repositories(prefix) {
        const project = prefix.split('/')[0] ?? '';
        const first = project === '' ? 'api/v2.0/repositories?page_size=100' : `api/v2.0/projects/${encodeURIComponent(project)}/repositories?page_size=100`;
        for await (const page of eachPage(await api(), first, byLink)) for (const item of asList(page)) yield asText(asRecord(item)['name']);
      },
      async *versions(name) {
        const slash = name.indexOf('/');
        // Slashes in a repository's name are encoded twice.
        const repository = encodeURIComponent(encodeURIComponent(name.slice(slash + 1)));
        for await (const page of eachPage(await api(), `api/v2.0/projects/${encodeURIComponent(name.slice(0, slash))}/repositories/${repository}/artifacts?with_tag=true&page_size=100`, byLink)) {
          for (const item of asList(page).map(asRecord)) {
            yield { tags: asList(item['tags']).map((tag) => asText(asRecord(tag)['name'])), digest: asText(item['digest']) || null, pushed: dateText(item['push_time']) };
          }
        }
      },
    };
  },
};
