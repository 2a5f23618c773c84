/** The entry of a thread: the same LayerScan, the same rules, another core. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { decompressPieces } from './archive/decompress.js';
import type { Aside } from './archive/aside.js';
import { prepareMatcher } from './match/matcher.js';
import { rulesOfKind, type RuleSet } from './model/rule.js';
import { layerScan, type LayerScan } from './scan/layer.js';
import { packLayerReport, type PackedLayerReport } from './scan/pack.js';
import { packError, receiveBytes, sendBytes } from './threads/feed.js';
import type { Job, JobResult, ThreadData } from './threads/job.js';

const rules: RuleSet = { rules: (workerData as ThreadData).rules, digest: '' };
let scan: Promise<LayerScan> | null = null;

parentPort!.on('message', (job: Job) => {
  void answer(job).then((result) => parentPort!.postMessage(result));
});

async function answer(job: Job): Promise<JobResult> {
  try {
    return { report: job.do === 'scan' ? await scanLayer(job) : await inflate(job) };
  } catch (error) {
    return { error: packError(error) };
  }
}

async function scanLayer({ from, layer }: Extract<Job, { do: 'scan' }>): Promise<PackedLayerReport> {
  // A thread that only inflates needs no tables. The rules have been through the matcher of the thread that sent them.
  scan ??= prepareMatcher(rulesOfKind(rules, 'credential'), { checked: true }).then((matcher) => layerScan(rules, matcher));
  const report = await (await scan)({ ...layer, open: () => Promise.resolve(receiveBytes(from)) });
  return packLayerReport(report, null);
}

async function inflate({ from, to }: Extract<Job, { do: 'inflate' }>): Promise<null> {
  await sendBytes(to, (aside) => inflated(from, aside));
  return null;
}

async function* inflated(from: MessagePort, aside: Aside): AsyncGenerator<Buffer> {
  const { pieces } = await decompressPieces(receiveBytes(from), aside);
  yield* pieces;
}
