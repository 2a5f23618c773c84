import { asRecord, asText } from '../../source/json.js';
import { readPage } from '../../source/registry/listing.js';
import { dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';

/** Below a repository `tags/list` of GCR and of Artifact Registry tells the children, and manifests with their dates. https://cloud.google.com/artifact-registry/docs/docker/manage-images */
export const google: CatalogueKind = {
  fits: (host) => host === 'gcr.io' || host.endsWith('.gcr.io') || host.endsWith('-docker.pkg.dev'),
  open({ registry }) {
    const read = (name: string) => readPage(registry.repository(name), `v2/${name}/tags/list`);
    return {
      async *repositories(prefix) {
        const waiting = [prefix];
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
          if (name === '') return;
          const { child, manifest } = asRecord((await read(name))?.value);
          if (Object.keys(asRecord(manifest)).length > 0) yield name;
          if (Array.isArray(child)) for (const one of child.map(asText)) if (/^[a-z0-9._-]+$/.test(one)) waiting.push(`${name}/${one}`);
        }
      },
      async *versions(name) {
        for (const [digest, value] of Object.entries(asRecord(asRecord((await read(name))?.value)['manifest']))) {
          const { tag, timeUploadedMs } = asRecord(value);
          yield { tags: Array.isArray(tag) ? tag.map(asText) : [], digest, pushed: dateText(timeUploadedMs) };
        }
      },
    };
  },
};
