/** The entry of a thread: the same LayerScan, the same rules, another core. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareMatcher, type Matcher } from './match/matcher.js';
import { loadTables } from './match/search.js';
import { rulesOfKind, type RuleSet } from './model/rule.js';
import { FileSearch } from './scan/file-search.js';
import { layerScan, opaqueRules } from './scan/layer.js';
import { packLayerReport, type PackedLayerReport } from './scan/pack.js';
import { SilentFiles } from './scan/silent-files.js';
import { packError, receiveBytes } from './threads/feed.js';
import { help, Helpers } from './threads/helpers.js';
import type { Job, JobResult, ThreadData } from './threads/job.js';

const given = workerData as ThreadData;
const rules: RuleSet = { rules: given.rules, digest: '' };
const silent = given.silent && new SilentFiles(given.silent);
const fileRules = opaqueRules(rules);
let prepared: Promise<Matcher> | null = null;

parentPort!.on('message', (job: Job) => {
  void answer(job).then((result) => parentPort!.postMessage(result));
});

async function answer(job: Job): Promise<JobResult> {
  try {
    // The rules have been through the matcher of the thread that sent them.
    prepared ??= loadTables().then(() => prepareMatcher(rulesOfKind(rules, 'credential'), { checked: true }));
    return { report: await (job.do === 'scan' ? scanLayer(job, await prepared) : helpOther(job, await prepared)) };
  } catch (error) {
    return { error: packError(error) };
  } finally {
    if (job.do === 'help') job.from.close();
  }
}

async function scanLayer({ from, helpers: ports, repeats, layer }: Extract<Job, { do: 'scan' }>, matcher: Matcher): Promise<PackedLayerReport> {
  const helpers = new Helpers(ports, rules);
  try {
    const report = await layerScan(rules, matcher, () => ({ hands: helpers, silent: repeats ? silent : null }))({ ...layer, open: () => Promise.resolve(receiveBytes(from)) });
    return packLayerReport(report, null);
  } finally {
    helpers.end();
  }
}

async function helpOther({ from, repeats }: Extract<Job, { do: 'help' }>, matcher: Matcher): Promise<null> {
  await help(from, new FileSearch(matcher, fileRules, repeats ? silent : null));
  return null;
}
