/** A secret that a recipe puts into its image, and where it has to be found again. */
export interface Plant {
  /** The value itself, expanded from a template. */
  readonly value: string;
  /** The issuer, as a hint at the rule: `github`, `npm`, `private-key`. */
  readonly issuer: string;
  /** Path in the layer, or JSON pointer into the config. */
  readonly at: string;
  /** Counted from 0; null for metadata. */
  readonly layer: number | null;
  /** `either` where an engine may show or hide the file (a whiteout with bytes). */
  readonly exposure: 'present' | 'recoverable' | 'metadata' | 'either';
  /** The layer that hides it, for `recoverable`. */
  readonly hiddenByLayer?: number;
}

/** An entry of a layer; parent directories are not made up. */
export interface SampleFile {
  /** As stored: relative, a directory with its slash. */
  readonly path: string;
  readonly content?: string | Buffer;
  /** Makes the entry a link to this name. */
  readonly link?: { readonly type: 'symlink' | 'link'; readonly target: string };
}

/** One step of a build; without files it makes no layer. */
export interface SampleStep {
  readonly createdBy: string;
  readonly comment?: string;
  readonly files?: readonly SampleFile[];
  /** How media that compress store the layer. */
  readonly compression?: 'none' | 'gzip' | 'zstd';
}

export interface ImageRecipe {
  /** Tags as `app:1`. */
  readonly names: readonly string[];
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
  /** The `config` object of the image's config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly steps: readonly SampleStep[];
  readonly plants: readonly Plant[];
}

/** What one archive holds; images of one name and different platforms become an index. */
export interface SampleImage {
  readonly name: string;
  readonly description: string;
  readonly images: readonly ImageRecipe[];
  /** Of all images. */
  readonly plants: readonly Plant[];
}
