import { asList, asRecord, asText } from '../../source/json.js';
import { dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** https://learn.microsoft.com/en-us/rest/api/containerregistry/: the registry's own sign-in, whose challenge names the scope. */
export const acr: CatalogueKind = {
  fits: (host) => /\.azurecr\.(?:io|cn|us)$/.test(host),
  open: ({ registry }) => ({
    async *repositories() {
      for await (const page of eachPage(registry.repository('_catalog'), 'acr/v1/_catalog?n=100', byLink)) for (const name of asList(asRecord(page)['repositories'])) yield asText(name);
    },
    async *versions(name) {
      for await (const page of eachPage(registry.repository(name), `acr/v1/${name}/_manifests?n=100`, byLink)) {
        for (const item of asList(asRecord(page)['manifests']).map(asRecord)) yield { tags: asList(item['tags']).map(asText), digest: asText(item['digest']) || null, pushed: dateText(item['createdTime']) };
      }
    },
  }),
};
