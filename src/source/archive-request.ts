import type { Platform } from '../model/image.js';

/** What to take of an archive or a layout, and how a user names what is in it. */
export interface ArchiveRequest {
  /** The reference of an image; `label` is `:tag`, `:@N` or `@digest`, and '' where the medium holds one image only. */
  referTo(label: string): string;
  /** A tag, `@N` (counted from 0) or `@digest`; '' for every image. */
  readonly selector: string;
  readonly platform: Platform | 'all' | undefined;
}
