/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
export type FileType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo' | 'unknown';

/** One entry of a layer, without its bytes. */
export interface File {
  /** Relative, slashes only, no `.` or `..` parts, no leading or trailing slash; the root itself is ''. */
  readonly path: string;
  readonly type: FileType;
  /** Bytes of content, holes included. */
  readonly size: number;
  readonly mode: number;
  /** Target of a link as stored; null for the rest. */
  readonly linkTarget: string | null;
}
