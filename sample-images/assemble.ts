import { gzipStored, sha256, tarOf, zstdRaw } from './encode.js';
import type { ImageRecipe } from './sample.js';

/** All timestamps of every sample. */
const CREATED = '2024-01-01T00:00:00Z';

/** A layer in the forms that media store it in. */
interface BuiltLayer {
  readonly tar: Buffer;
  /** Hex of the uncompressed tar. */
  readonly diffId: string;
  /** As a registry would hold it. */
  readonly blob: Buffer;
  readonly mediaType: string;
}

/** An image as bytes, whatever it will be written as. */
export interface BuiltImage {
  readonly recipe: ImageRecipe;
  readonly config: Buffer;
  readonly layers: readonly BuiltLayer[];
}

export async function buildImage(recipe: ImageRecipe): Promise<BuiltImage> {
  const layers: BuiltLayer[] = [];
  for (const { files, compression } of recipe.steps) {
    if (files === undefined) continue;
    const tar = await tarOf(files);
    const stored = compression ?? 'gzip';
    const blob = stored === 'gzip' ? gzipStored(tar) : stored === 'zstd' ? zstdRaw(tar) : tar;
    const suffix = stored === 'none' ? '' : `+${stored}`;
    layers.push({ tar, diffId: sha256(tar), blob, mediaType: `application/vnd.oci.image.layer.v1.tar${suffix}` });
  }
  const config = {
    ...recipe.platform,
    created: CREATED,
    config: recipe.config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer.diffId}`) },
    history: recipe.steps.map((step) => ({
      created: CREATED,
      created_by: step.createdBy,
      ...(step.comment === undefined ? {} : { comment: step.comment }),
      ...(step.files === undefined ? { empty_layer: true } : {}),
    })),
  };
  return { recipe, config: Buffer.from(JSON.stringify(config)), layers };
}
