import type { MessagePort } from 'node:worker_threads';
import type { Layer } from '../model/image.js';
import type { Rule } from '../model/rule.js';
import type { PackedLayerReport } from '../scan/pack.js';
import type { SilentFilesData } from '../scan/silent-files.js';
import type { Ring, SentError } from './feed.js';

/** What a thread gets when it starts: rules that are plain data. */
export interface ThreadData {
  readonly rules: readonly Rule[];
  /** Shared by all threads of a run; null where nothing is remembered. */
  readonly silent: SilentFilesData | null;
  /** By which the bytes of layers come. */
  readonly ring: Ring;
  /** As `Helpers` takes it. */
  readonly ahead: number;
}

/** What a thread is to do with what comes from a port; `repeats`: files may repeat those of other layers. */
export type Job =
  /** Reads the stored bytes of a layer; from `helpers` come ports, at whose other ends threads wait to help. */
  | { readonly do: 'scan'; readonly from: MessagePort; readonly helpers: MessagePort; readonly repeats: boolean; readonly layer: Omit<Layer, 'open'> }
  /** Searches files of a layer that another thread reads, until the port is closed. */
  | { readonly do: 'help'; readonly from: MessagePort; readonly repeats: boolean };

/** What comes back, once for each job. `report` is null for a helper. */
export type JobResult = { readonly report: PackedLayerReport | null } | { readonly error: SentError };
