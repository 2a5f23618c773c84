import { writeFile } from 'node:fs/promises';
import { buildImage } from './assemble.js';
import type { BuiltImage } from './assemble.js';
import { sha256, tarOf } from './encode.js';
import type { SampleFile, SampleImage } from './sample.js';
import { BlobFolder, OCI_LAYOUT, addImages } from './write-oci.js';

/** As `docker save` up to version 24: `<id>/layer.tar`, a layer that comes twice as a link to the first. */
export async function writeDockerArchive(sample: SampleImage, path: string): Promise<void> {
  const images = await buildAll(sample);
  const members: SampleFile[] = [];
  const first = new Map<string, string>();
  const written = new Set<string>();
  const manifest = images.map((image) => ({
    Config: configName(image),
    RepoTags: tagsOf(image),
    Layers: legacyIds(image).map((id, index) => {
      const { tar, diffId } = image.layers[index]!;
      const before = first.get(diffId);
      if (!written.has(id)) {
        written.add(id);
        members.push({ path: `${id}/` }, { path: `${id}/VERSION`, content: '1.0' }, { path: `${id}/json`, content: JSON.stringify({ id }) });
        if (before === undefined) members.push({ path: `${id}/layer.tar`, content: tar });
        else members.push({ path: `${id}/layer.tar`, link: { type: 'symlink', target: `../${before}/layer.tar` } });
        first.set(diffId, before ?? id);
      }
      return `${id}/layer.tar`;
    }),
  }));
  for (const image of images) members.push({ path: configName(image), content: image.config });
  members.push({ path: 'manifest.json', content: `${JSON.stringify(manifest)}\n` }, { path: 'repositories', content: repositories(images) });
  await writeFile(path, await tarOf(once(members)));
}

/** As `podman save --format docker-archive`: flat `<diffid>.tar`, links to them, the manifest near the end. */
export async function writePodmanArchive(sample: SampleImage, path: string): Promise<void> {
  const images = await buildAll(sample);
  const members: SampleFile[] = [];
  for (const image of images) {
    for (const { diffId, tar } of image.layers) members.push({ path: `${diffId}.tar`, content: tar });
    legacyIds(image).forEach((id, index) => {
      const target = `../${image.layers[index]!.diffId}.tar`;
      members.push({ path: `${id}/VERSION`, content: '1.0' }, { path: `${id}/layer.tar`, link: { type: 'symlink', target } }, { path: `${id}/json`, content: JSON.stringify({ id }) });
    });
    members.push({ path: configName(image), content: image.config });
  }
  const manifest = images.map((image) => ({ Config: configName(image), RepoTags: tagsOf(image), Layers: image.layers.map(({ diffId }) => `${diffId}.tar`) }));
  members.push({ path: 'manifest.json', content: JSON.stringify(manifest) }, { path: 'repositories', content: repositories(images) });
  await writeFile(path, await tarOf(once(members)));
}

/** As `docker save` from version 25: an OCI layout with uncompressed layers, and a manifest.json beside its index. */
export async function writeDocker25Archive(sample: SampleImage, path: string): Promise<void> {
  const images = (await buildAll(sample)).map((image) => ({
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, blob: layer.tar, mediaType: 'application/vnd.oci.image.layer.v1.tar' })),
  }));
  const folder = new BlobFolder();
  const index = addImages(folder, images);
  const manifest = images.map((image) => ({
    Config: `blobs/sha256/${sha256(image.config)}`,
    RepoTags: tagsOf(image),
    Layers: image.layers.map(({ diffId }) => `blobs/sha256/${diffId}`),
    LayerSources: Object.fromEntries(
      image.layers.map(({ diffId, tar, mediaType }) => [`sha256:${diffId}`, { mediaType, size: tar.length, digest: `sha256:${diffId}` }]),
    ),
  }));
  const members = [
    { path: 'blobs/' },
    { path: 'blobs/sha256/' },
    ...folder.files(),
    { path: 'index.json', content: index },
    { path: 'manifest.json', content: `${JSON.stringify(manifest)}\n` },
    { path: 'oci-layout', content: OCI_LAYOUT },
    { path: 'repositories', content: repositories(images) },
  ];
  await writeFile(path, await tarOf(members));
}

function buildAll(sample: SampleImage): Promise<BuiltImage[]> {
  return Promise.all(sample.images.map(buildImage));
}

/** Null, as Docker writes it, for an image without a tag. */
function tagsOf({ recipe }: BuiltImage): readonly string[] | null {
  return recipe.names.length === 0 ? null : recipe.names;
}

function configName(image: BuiltImage): string {
  return `${sha256(image.config)}.json`;
}

/** A chain of identifiers, each over its layer and the one below: the same base gives the same identifiers. */
function legacyIds(image: BuiltImage): readonly string[] {
  let parent = '';
  return image.layers.map(({ diffId }) => (parent = sha256(`${parent} ${diffId}`)));
}

function repositories(images: readonly BuiltImage[]): string {
  const tags: Record<string, Record<string, string>> = {};
  for (const image of images) {
    for (const name of image.recipe.names) {
      const [repository, tag] = name.split(':') as [string, string];
      (tags[repository] ??= {})[tag] = legacyIds(image).at(-1) ?? '';
    }
  }
  return `${JSON.stringify(tags)}\n`;
}

/** Images share members; the first of a name is all of them. */
function once(members: readonly SampleFile[]): readonly SampleFile[] {
  return [...new Map(members.map((member) => [member.path, member])).values()];
}
