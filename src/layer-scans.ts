/** The scan of a layer as a run needs it: here or on threads, from the cache, and watched. */
import { availableParallelism } from 'node:os';
import type { CacheSummary } from './audit/layer-cache.js';
import type { SilentCache } from './audit/silent-cache.js';
import type { Matcher } from './match/matcher.js';
import type { RuleSet } from './model/rule.js';
import type { LayerScan } from './scan/layer.js';
import type { ScanOptions } from './scanning.js';
import { planAhead, planThreads, type Plan } from './threads/plan.js';

const WORKER = new URL('./worker.js', import.meta.url);
/** Where the sources run as they are, there is no compiled thread beside them. */
const CAN_THREAD = !import.meta.url.endsWith('.ts');
/** Stored bytes of a layer that is read in less time than it takes to come. */
const SMALL = 4 * 1024 * 1024;
/** A bound for a thread's heap, in MiB, far above what the benches come to; beyond it the thread ends with an error. */
const THREAD_HEAP = 512;
const DEFAULT_MEMORY = 1024;

/** Throws `usage` where `memory` does not keep what is asked for. */
export function planOf({ threads, memory }: ScanOptions): Plan {
  // Who names the threads and no budget has none.
  const count = threads !== undefined && memory === undefined ? threads : planThreads(availableParallelism(), memory ?? DEFAULT_MEMORY, threads);
  return planAhead(memory ?? DEFAULT_MEMORY, count);
}

export async function cached(scan: LayerScan, rules: RuleSet, { cache, salt = null }: ScanOptions): Promise<LayerScan> {
  if (cache === undefined) return scan;
  const { openLayerCache, withCache } = await import('./audit/layer-cache.js');
  return withCache(scan, await openLayerCache(cache, salt), rules);
}

/** Summaries of a cache directory, and its pruning, longest unused first, down to that many bytes. */
export async function pruneLayerCache(directory: string, kept: number | null): Promise<CacheSummary> {
  const { describeCache, pruneCache } = await import('./audit/layer-cache.js');
  return kept === null ? describeCache(directory) : pruneCache(directory, { most: kept, kept });
}

/** Layers are read here, and on threads where there is enough to do; files that are known to hold nothing are not searched, nor in later runs where `cache` is a directory. */
export async function layersScan(rules: RuleSet, matcher: Matcher, plan: Plan, cache: string | null): Promise<LayerScan> {
  return (await scansOf(rules, matcher, plan, cache)).anywhere;
}

/** As `layersScan`, for many layers that are mostly waited for: the small ones are not read one by one. */
export async function sideBySide(rules: RuleSet, matcher: Matcher, plan: Plan, cache: string | null): Promise<LayerScan> {
  const { here, anywhere } = await scansOf(rules, matcher, plan, cache);
  return (layer) => (layer.descriptor.size < SMALL ? here : anywhere)(layer);
}

async function scansOf(rules: RuleSet, matcher: Matcher, plan: Plan, cache: string | null): Promise<{ readonly here: LayerScan; readonly anywhere: LayerScan }> {
  const { layerScan } = await import('./scan/layer.js');
  const { NO_HANDS } = await import('./scan/hands.js');
  const { layerReader } = await import('./scan/layer-reader.js');
  const { scanOnThreads } = await import('./threads/pool.js');
  const { newSilentFiles, SilentFiles } = await import('./scan/silent-files.js');
  const kept = cache === null ? null : await keptIn(cache, rules);
  const data = kept?.data ?? newSilentFiles();
  const silent = new SilentFiles(data);
  let asked = 0;
  // A layer that is the only one repeats nothing but what is kept.
  const repeats = (): boolean => kept !== null || asked > 1;
  const anywhere = scanOnThreads(rules, layerReader(rules, matcher, silent), { count: CAN_THREAD ? plan.threads : 0, ahead: plan.ahead, entry: WORKER, heap: THREAD_HEAP, silent: { data, repeats } });
  const counted = (scan: LayerScan): LayerScan => (layer) => {
    asked += 1;
    return kept ? kept.around(() => scan(layer)) : scan(layer);
  };
  return { here: counted((layer) => layerScan(rules, matcher, { hands: NO_HANDS, silent: repeats() ? silent : null })(layer)), anywhere: counted(anywhere) };
}

async function keptIn(cache: string, rules: RuleSet): Promise<SilentCache> {
  const { openSilentCache } = await import('./audit/silent-cache.js');
  const { limitCache } = await import('./audit/layer-cache.js');
  return openSilentCache(cache, rules, () => limitCache(cache));
}

export function watched(scanLayer: LayerScan, onProgress: ScanOptions['onProgress'], total: number | null): LayerScan {
  if (!onProgress) return scanLayer;
  let done = 0;
  let bytes = 0;
  return async (layer) => {
    const report = await scanLayer(layer);
    done += 1;
    bytes += report.statistics.bytes;
    onProgress({ phase: 'layers', done, total, bytes });
    return report;
  };
}
