import type { Platform } from '../model/image.js';

/** What to take of an archive or a layout, and how a user names what is in it. */
export interface ArchiveRequest {
  /**
   * The reference of an image; `label` is `:tag`, `:@N` or `@digest`, and '' where the medium holds one image only. `format` is
   * what it turned out to be: a label can be read back only behind its transport.
   */
  referTo(label: string, format: 'docker-archive' | 'oci-archive'): string;
  /** A tag, `@N` (counted from 0) or `@digest`; '' for every image. */
  readonly selector: string;
  readonly platform: Platform | 'all' | undefined;
}
