import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import type { Repository } from '../../source/registry/repository.js';
import type { CatalogueKind, Version } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** What most registries give at most; one that refuses it is asked for as many as it likes. */
const PAGE = 1000;

/**
 * Every registry, more or less: https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags and
 * https://distribution.github.io/distribution/spec/api/#listing-repositories. Tells neither digests nor dates.
 */
export const distribution: CatalogueKind = {
  fits: () => true,
  open: ({ registry, note }) => ({
    async *repositories(prefix) {
      const isRepository = prefix !== '' && (await exists(registry.repository(prefix), prefix));
      if (isRepository) yield prefix;
      try {
        let listed = 0;
        for await (const page of list(registry.repository('_catalog'), 'v2/_catalog', PAGE)) {
          listed += 1;
          for (const name of asList(asRecord(page)['repositories'])) yield asText(name);
        }
        if (listed === 0 && !isRepository) throw new LayerlintError('not-found', `${registry.host} does not list its repositories.`, { hint: 'Name them one by one, as `HOST/REPOSITORY`, or how they are listed with `--catalogue`.' });
      } catch (error) {
        if (!isRepository || !(error instanceof LayerlintError)) throw error;
        note(`Repositories below ${prefix} were not looked for: ${error.message}`);
      }
    },
    versions: (name) => tagsOf(registry.repository(name), name),
  }),
};

/** `tags` is null where all are deleted. */
async function* tagsOf(repository: Repository, name: string): AsyncGenerator<Version> {
  for await (const page of list(repository, `v2/${name}/tags/list`, PAGE)) {
    for (const tag of asList(asRecord(page)['tags'])) yield { tags: [asText(tag)], digest: null, pushed: null };
  }
}

/** Some refuse a page that is too large for them, others give a smaller one: then the link is heeded. */
async function* list(repository: Repository, path: string, size: number): AsyncGenerator<unknown> {
  let some = false;
  for await (const page of eachPage(repository, `${path}?n=${size}`, byLink, { mayRefuse: true })) {
    some = true;
    yield page;
  }
  if (!some) yield* eachPage(repository, path, byLink);
}

async function exists(repository: Repository, name: string): Promise<boolean> {
  try {
    for await (const _ of list(repository, `v2/${name}/tags/list`, 1)) return true;
  } catch (error) {
    if (!(error instanceof LayerlintError) || (error.code !== 'unauthorized' && error.code !== 'not-found')) throw error;
  }
  return false;
}
