import { LayerlintError } from '../model/error.js';
import type { Notice } from '../model/notice.js';
import type { ArchiveRequest } from './archive-request.js';
import type { Blobs } from './blobs.js';
import { normalizeName, readJson } from './blobs.js';
import { CONFIG_LIMIT, noticeOf } from './config-document.js';
import type { Claims } from './docker-layer.js';
import { locateLayer } from './docker-layer.js';
import { isSelected, noSuchImage } from './docker-selection.js';
import type { FoundImage, StoredLayer } from './found-image.js';
import { buildImage, imageNotice } from './found-image.js';
import type { ImageStep } from './image-steps.js';
import { configOfSteps } from './image-steps.js';
import { asRecord, asText } from './json.js';

/** Every image of a host. */
const REPOSITORIES_LIMIT = 8 * 1024 * 1024;
/** File systems of that time bore 127 layers. */
const MOST_STEPS = 1000;

/**
 * Reads what Docker before 1.10 saved: `repositories` names the newest layer of each tag, and a folder for each layer holds
 * its tar and its own configuration, which names its parent.
 * https://github.com/moby/moby/blob/v1.9.1/image/spec/v1.md#combined-image-json--filesystem-changeset-format
 */
export async function readOldArchive(blobs: Blobs, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  const tagged = listTags(await readJson(blobs, 'repositories', REPOSITORIES_LIMIT));
  if (tagged.size === 0) throw new LayerlintError('damaged', `\`repositories\` in ${blobs.place} lists no image.`, { hint: 'Save the image again, and name it when you do.' });
  const claims: Claims = new Map();
  const found: FoundImage[] = [];
  for (const [index, [id, names]] of [...tagged].entries()) {
    if (!isSelected(request.selector, index, names)) continue;
    const notices: Notice[] = [];
    const { ids, steps } = await followParents(blobs, id, notices);
    const layers: StoredLayer[] = [];
    for (const each of ids.reverse()) layers.push(await locateLayer(blobs, `${each}/layer.tar`, null, {}, claims, notices));
    const reference = request.referTo(tagged.size === 1 ? '' : `:${names[0]}`, 'docker-archive');
    found.push(buildImage({ reference, names, manifest: null, platform: null, config: steps.length === 0 ? null : configOfSteps(steps), layers, annotations: {}, attestations: [], attached: [], notices }, blobs));
  }
  if (found.length === 0) throw noSuchImage(request.selector, [...tagged.values()].flat(), blobs.place);
  return found;
}

/** Every name, by the newest layer that it means. */
function listTags(repositories: unknown): ReadonlyMap<string, readonly string[]> {
  const tagged = new Map<string, string[]>();
  for (const [name, tags] of Object.entries(asRecord(repositories))) {
    for (const [tag, id] of Object.entries(asRecord(tags))) {
      if (asText(id) === '') continue;
      tagged.set(asText(id), [...(tagged.get(asText(id)) ?? []), `${name}:${tag}`]);
    }
  }
  return tagged;
}

/** Newest first. What cannot be read ends the way down with a notice. */
async function followParents(blobs: Blobs, newest: string, notices: Notice[]): Promise<{ readonly ids: string[]; readonly steps: readonly ImageStep[] }> {
  const ids: string[] = [];
  const steps: ImageStep[] = [];
  const seen = new Set<string>();
  for (let id = newest; id !== ''; ) {
    if (seen.has(id) || seen.size >= MOST_STEPS) {
      notices.push(imageNotice('damaged', `The layers in ${blobs.place} follow each other without end; only ${seen.size} were read.`));
      break;
    }
    seen.add(id);
    try {
      const value = asRecord(await readJson(blobs, normalizeName(`${id}/json`) ?? '', CONFIG_LIMIT));
      ids.push(id);
      steps.push({ value, isEmpty: false });
      id = asText(value['parent']);
    } catch (error) {
      // Its files may well be there.
      ids.push(id);
      steps.push({ value: {}, isEmpty: false });
      notices.push(noticeOf(error));
      break;
    }
  }
  return { ids, steps };
}
