import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { readPage } from '../../source/registry/listing.js';
import type { Repository } from '../../source/registry/repository.js';
import { bearerOf, connectApi, dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** https://docs.gitlab.com/api/container_registry/: the prefix is a group or a project; a token with `read_api`. Dates are told tag by tag only, and not asked for. */
export const gitlab: CatalogueKind = {
  fits: (host) => host === 'registry.gitlab.com',
  open({ registry, url }) {
    const base = url ?? new URL('https://gitlab.com/');
    const root = base.pathname.replace(/^\/+|\/+$/g, '');
    const path = (rest: string): string => `${root === '' ? '' : `${root}/`}api/v4/${rest}`;
    const api = async (prefix: string) => connectApi(registry, base, bearerOf((await registry.credentials(prefix)).credentials), 'Sign in with `docker login` and a token that may `read_api`.');
    const ids = new Map<string, string>();
    /** A prefix is a group, a project, or goes on below one: each project may have repositories of its own below its name. */
    const ownerOf = async (client: Repository, prefix: string): Promise<string> => {
      for (let name = prefix; ; name = name.slice(0, name.lastIndexOf('/'))) {
        for (const kind of ['groups', 'projects']) {
          const owner = `${kind}/${encodeURIComponent(name)}`;
          if ((await readPage(client, path(`${owner}/registry/repositories?per_page=1`), { mayRefuse: true })) !== null) return owner;
        }
        if (!name.includes('/')) return `groups/${encodeURIComponent(prefix)}`;
      }
    };
    return {
      async *repositories(prefix) {
        if (prefix === '') throw new LayerlintError('usage', 'GitLab as a whole cannot be audited.', { hint: `Name a group or a project: \`layerlint audit ${registry.host}/acme\`.` });
        const client = await api(prefix);
        for await (const page of eachPage(client, path(`${await ownerOf(client, prefix)}/registry/repositories?per_page=100`), byLink)) {
          for (const item of asList(page).map(asRecord)) {
            const name = asText(item['path']);
            ids.set(name, `${Number(item['project_id'])}/registry/repositories/${Number(item['id'])}`);
            yield name;
          }
        }
      },
      async *versions(name) {
        for await (const page of eachPage(await api(name), path(`projects/${ids.get(name) ?? ''}/tags?per_page=100`), byLink)) {
          for (const item of asList(page).map(asRecord)) yield { tags: [asText(item['name'])], digest: asText(item['digest']) || null, pushed: dateText(item['created_at']) };
        }
      },
    };
  },
};
