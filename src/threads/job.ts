import type { MessagePort } from 'node:worker_threads';
import type { Layer } from '../model/image.js';
import type { Rule } from '../model/rule.js';
import type { PackedLayerReport } from '../scan/pack.js';
import type { SentError } from './feed.js';

/** What a thread gets when it starts: rules that are plain data. */
export interface ThreadData {
  readonly rules: readonly Rule[];
}

/** What a thread is to do with the bytes that come from a port. */
export type Job =
  | { readonly do: 'scan'; readonly from: MessagePort; readonly layer: Omit<Layer, 'open'> }
  /** Sends on what is inflated. */
  | { readonly do: 'inflate'; readonly from: MessagePort; readonly to: MessagePort };

/** What comes back, once for each job. `report` is null for an inflater. */
export type JobResult = { readonly report: PackedLayerReport | null } | { readonly error: SentError };
