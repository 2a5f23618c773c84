import { createReadStream } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { decompressPieces } from '../src/archive/decompress.js';
import { TarReader } from '../src/archive/tar.js';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { rulesOfKind } from '../src/model/rule.js';
import { expandTemplate } from '../src/rule/template.js';
import { layerScan } from '../src/scan/layer.js';

/**
 * Tokens made from the rules' templates, each in the middle of a file of the layer: all must be found.
 * `npm run build && node dist/bench/planted.js layer.tar[.gz]`
 */
const SEED = 2026;
const path = process.argv[2];
if (path === undefined) throw new Error('Name a layer.');
const rules = rulesOfKind(builtInRuleSet, 'credential').flatMap((rule) => (rule.patterns.some(({ paths }) => paths) ? [] : [rule]));
const hosts = await textFiles(path, rules.length);

/** Each in a folder of its own: halves of a credential side by side are one finding. */
const placeOf = ({ id }: { readonly id: string }): string => `etc/${id}/value`;

const tar = pack();
rules.forEach((rule, index) => {
  const host = hosts[index % hosts.length]!;
  const half = host.lastIndexOf('\n', host.length >> 1) + 1;
  const token = expandTemplate(rule.examples.leaks[SEED % rule.examples.leaks.length]!, SEED + index);
  tar.entry({ name: placeOf(rule) }, Buffer.concat([host.subarray(0, half), Buffer.from(`\n${token}\n`, 'latin1'), host.subarray(half)]));
});
tar.finalize();

const scan = layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential')));
const report = await scan({ descriptor: { mediaType: '', digest: '', size: 0 }, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(Readable.from(tar)) });
const found = new Map(report.files.map((file) => [file.path, new Set(file.hits.map(({ rule }) => rule.id))]));
const missed = rules.filter((rule) => !found.get(placeOf(rule))?.has(rule.id)).map(({ id }) => id);
console.log(`${rules.length - missed.length} of ${rules.length} planted tokens found${missed.length > 0 ? `; missed: ${missed.join(', ')}` : ''}`);
if (missed.length > 0) process.exitCode = 1;

/** Ordinary text files of the layer: what stands around a token. */
async function textFiles(layer: string, most: number): Promise<Buffer[]> {
  const files: Buffer[] = [];
  let parts: Buffer[] | null = null;
  const reader = new TarReader({
    entry: ({ size }) => (parts = size > 2_000 && size < 40_000 && files.length < most ? [] : null),
    data: (bytes) => parts?.push(Buffer.from(bytes)),
    end: () => {
      const file = parts && Buffer.concat(parts);
      if (file && !file.includes(0)) files.push(file);
    },
    damage: () => undefined,
  });
  const stored = createReadStream(layer);
  const { pieces } = await decompressPieces(stored);
  for await (const piece of pieces) {
    reader.push(piece);
    if (files.length >= most) break;
  }
  stored.destroy();
  return files;
}
