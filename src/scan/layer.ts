import { ContentReader, type ChunkOrigin } from '../content/content.js';
import type { Hides } from '../layer/hides.js';
import { readLayer } from '../layer/read.js';
import { resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import type { File } from '../model/file.js';
import type { Layer } from '../model/image.js';
import type { Region } from '../model/location.js';
import type { NoticeCode } from '../model/notice.js';
import type { FileRule } from '../model/rule.js';
import { matchFileRule } from '../rule/file-name.js';

/** A hit in a file, with what a reader needs to see of its surroundings. */
export interface FileHit extends Hit {
  readonly region: Region;
  readonly excerpt: string;
}

/** A file of a layer in which something was found. */
export interface FileReport {
  readonly path: string;
  /** Names inside nested archives, outermost first. */
  readonly within: readonly string[];
  /** Hard links to the same bytes in the same layer. */
  readonly links: readonly string[];
  /** True when a later entry of the same layer takes its place. */
  readonly replaced: boolean;
  readonly hits: readonly FileHit[];
  /** Set when the name alone is proof and the content showed nothing. */
  readonly rule: FileRule | null;
}

/** What a layer says; depends on its bytes and on the rules and on nothing else. */
export interface LayerReport {
  /** Of the uncompressed bytes, as computed; '' where they could not be read to their end. */
  readonly diffId: string;
  readonly files: readonly FileReport[];
  readonly notices: readonly { readonly code: NoticeCode; readonly message: string; readonly path: string | null }[];
  readonly hides: Hides;
  readonly statistics: { readonly files: number; readonly bytes: number; readonly filesSkipped: number };
}

export type LayerScan = (layer: Layer) => Promise<LayerReport>;
