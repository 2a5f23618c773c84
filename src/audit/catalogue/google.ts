import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';
import { byLink, eachPage } from './pages.js';

/** Below a repository `tags/list` of GCR and of Artifact Registry tells the children, and manifests with their dates. https://cloud.google.com/artifact-registry/docs/docker/manage-images */
export const google: CatalogueKind = {
  fits: (host) => host === 'gcr.io' || host.endsWith('.gcr.io') || host.endsWith('-docker.pkg.dev'),
  open({ registry }) {
    const read = async (name: string): Promise<Listed> => {
      const children: string[] = [];
      const manifests: [string, unknown][] = [];
      for await (const page of eachPage(registry.repository(name), `v2/${name}/tags/list`, byLink)) {
        const { child, manifest } = asRecord(page);
        children.push(...asList(child).map(asText));
        manifests.push(...Object.entries(asRecord(manifest)));
      }
      return { children, manifests };
    };
    // The same answer tells what lies below a repository and what in it; it is kept for as long as it takes to be asked for.
    const known = new Map<string, Listed>();
    return {
      async *repositories(prefix) {
        const waiting = [prefix];
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
          if (name === '') throw new LayerlintError('usage', `${registry.host} as a whole cannot be audited.`, { hint: `Name a project: \`layerlint audit ${registry.host}/acme\`.` });
          const listed = await read(name);
          for (const one of listed.children) if (/^[a-z0-9._-]+$/.test(one)) waiting.push(`${name}/${one}`);
          if (listed.manifests.length === 0) continue;
          known.set(name, listed);
          yield name;
          known.delete(name);
        }
      },
      async *versions(name) {
        const { manifests } = known.get(name) ?? (await read(name));
        for (const [digest, value] of manifests) {
          const { tag, timeUploadedMs } = asRecord(value);
          yield { tags: asList(tag).map(asText), digest, pushed: dateText(timeUploadedMs) };
        }
      },
    };
  },
};

interface Listed {
  readonly children: readonly string[];
  /** By digest. */
  readonly manifests: readonly (readonly [string, unknown])[];
}
