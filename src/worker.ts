/** The entry of a thread: the same LayerScan, the same rules, another core. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareMatcher } from './match/matcher.js';
import { loadTables } from './match/search.js';
import { rulesOfKind, type RuleSet } from './model/rule.js';
import { layerReader, type LayerReader } from './scan/layer-reader.js';
import { packLayerReport, type PackedLayerReport } from './scan/pack.js';
import { SilentFiles } from './scan/silent-files.js';
import { packError, receiveBytes } from './threads/feed.js';
import { help, Helpers } from './threads/helpers.js';
import type { Job, JobResult, ThreadData } from './threads/job.js';

const given = workerData as ThreadData;
const rules: RuleSet = { rules: given.rules, digest: '' };
let prepared: Promise<LayerReader> | null = null;

parentPort!.on('message', (job: Job) => {
  void answer(job).then((result) => parentPort!.postMessage(result));
});

async function prepare(): Promise<LayerReader> {
  await loadTables();
  // The rules have been through the matcher of the thread that sent them.
  const matcher = await prepareMatcher(rulesOfKind(rules, 'credential'), { checked: true });
  return layerReader(rules, matcher, given.silent && new SilentFiles(given.silent));
}

async function answer(job: Job): Promise<JobResult> {
  try {
    const reader = await (prepared ??= prepare());
    if (job.do === 'scan') return { report: await readLayer(job, reader) };
    await help(job.from, reader.search(job.repeats));
    return { report: null };
  } catch (error) {
    return { error: packError(error) };
  } finally {
    if (job.do === 'help') job.from.close();
  }
}

async function readLayer({ from, helpers: ports, repeats, layer }: Extract<Job, { do: 'scan' }>, reader: LayerReader): Promise<PackedLayerReport> {
  const helpers = new Helpers(ports, rules, given.ahead);
  try {
    return packLayerReport(await reader.read({ ...layer, open: () => Promise.resolve(receiveBytes(from, given.ring)) }, helpers, repeats), null);
  } finally {
    helpers.end();
  }
}
