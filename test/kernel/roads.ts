import { gzipSync } from 'node:zlib';
import { tarOf } from '../../sample-images/encode.js';
import type { Layer } from '../../src/model/image.js';
import type { LayerReport } from '../../src/scan/layer.js';
import { expandTemplate } from '../../src/rule/template.js';
import { lendBytes } from '../archive/streams.js';
import { makeZip } from '../content/containers.js';

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', seed);
/** Lines of capital letters. */
function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed + 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = at % 70 === 69 ? 0x0a : 0x41 + ((state >>> 16) % 26);
  }
  return bytes;
}

/** A compressed layer with a token on each of the ways that text takes to the search. */
export async function layerOfRoads(): Promise<Layer> {
  const files = [
    ...Array.from({ length: 40 }, (_, index) => ({ path: `srv/${index}.txt`, content: Buffer.concat([noise(index, 9000 + 997 * index), Buffer.from(`\n${index % 4 === 0 ? token(index) : ''}`)]) })),
    { path: 'srv/windows.log', content: Buffer.concat([noise(50, 1_500_000), Buffer.from(`\n${token(100)}\n`), noise(51, 1_800_000), Buffer.from(`\n${token(101)}`)]) },
    { path: 'srv/escaped.json', content: Buffer.from(JSON.stringify({ deep: JSON.stringify({ text: `"${'x y '.repeat(200)}" ${token(102)}` }) })) },
    { path: 'srv/coded.txt', content: Buffer.concat([noise(52, 400), Buffer.from(` ${Buffer.from(`key ${token(103)} ends`).toString('base64')}\n`)]) },
    { path: 'srv/app.jar', content: makeZip(Array.from({ length: 5 }, (_, index) => ({ name: `${index}.env`, bytes: Buffer.concat([Buffer.from(`${token(200 + index)}\n`), noise(60 + index, 90_000 * index)]) }))) },
    { path: 'srv/manual.gz', content: gzipSync(Buffer.concat([noise(70, 9000), Buffer.from(`\n${token(300)}\n`)])) },
  ];
  const stored = gzipSync(await tarOf(files));
  return {
    descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: '', size: stored.length },
    diffId: null,
    index: 0,
    historyIndex: null,
    open: () => Promise.resolve(lendBytes(stored, 100_000)),
  };
}

/** Where its tokens are found, and how often. */
export const FOUND = [
  ...[0, 4, 8, 12, 16, 20, 24, 28, 32, 36].map((index) => `srv/${index}.txt 1`),
  'srv/app.jar/0.env 1',
  'srv/app.jar/1.env 1',
  'srv/app.jar/2.env 1',
  'srv/app.jar/3.env 1',
  'srv/app.jar/4.env 1',
  'srv/coded.txt 1',
  'srv/escaped.json 1',
  'srv/manual.gz/manual 1',
  'srv/windows.log 2',
].sort();

export const foundIn = ({ files }: LayerReport): string[] => files.map(({ path, within, hits }) => `${[path, ...within].join('/')} ${hits.length}`).sort();
