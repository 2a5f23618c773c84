import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import type { SampleFile } from '../../sample-images/sample.js';
import { scanReference } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { bytesOf, errorOf, layerOf, sha256, Workshop } from './craft.js';

/** What Docker saved before 1.10: a folder for each layer, and `repositories`. */
const workshop = new Workshop();
afterAll(() => workshop.remove());

const token = expandTemplate('ghp_{base62:30}{crc32:github}', 81);
const [base, top, other] = ['a', 'b', 'c'].map((name) => sha256(name)) as [string, string, string];

async function archive(change: (members: SampleFile[]) => SampleFile[] = (members) => members): Promise<Buffer> {
  const folder = async (id: string, json: object, content: string): Promise<SampleFile[]> => [
    { path: `${id}/` },
    { path: `${id}/VERSION`, content: '1.0' },
    { path: `${id}/json`, content: JSON.stringify({ id, os: 'linux', architecture: 'amd64', ...json }) },
    { path: `${id}/layer.tar`, content: await layerOf(content) },
  ];
  return tarOf(
    change([
      ...(await folder(top, { parent: base, config: { Env: ['A=1'] }, container_config: { Cmd: ['/bin/sh', '-c', 'make'] } }, 'clean')),
      ...(await folder(base, { container_config: { Cmd: ['/bin/sh -c #(nop) COPY file in /'], Env: [`GITHUB_TOKEN=${token}`] } }, `GITHUB_TOKEN=${token}\n`)),
      ...(await folder(other, { parent: base }, 'other')),
      { path: 'repositories', content: JSON.stringify({ app: { '1': top, latest: top }, tool: { '2': other } }) },
    ]),
  );
}

const doors = [
  ['by seeking', async (bytes: Buffer, selector = '') => (await workshop.open(`docker-archive:${workshop.write(bytes)}${selector}`)).images],
  ['as it passes', async (bytes: Buffer, selector = '') => (await workshop.open(selector === '' ? '-' : `stdin${selector}`, { stdin: Readable.from([bytes]) })).images],
] as const;

describe.each(doors)('%s', (_, open) => {
  test('every image, base first, with the history of its layers', async () => {
    const images = await open(await archive());
    expect(images.map(({ names, platform }) => [names, platform?.architecture])).toEqual([[['app:1', 'app:latest'], 'amd64'], [['tool:2'], 'amd64']]);
    const [image] = images;
    expect(image!.history.map(({ createdBy }) => createdBy)).toEqual(['/bin/sh -c #(nop) COPY file in /', '/bin/sh -c make']);
    expect(image!.layers.map(({ descriptor, historyIndex, diffId }) => [descriptor.digest, historyIndex, diffId])).toEqual([
      [`sha256:${sha256(await layerOf(`GITHUB_TOKEN=${token}\n`))}`, 0, null],
      [`sha256:${sha256(await layerOf('clean'))}`, 1, null],
    ]);
    expect((await bytesOf(await image!.layers[1]!.open())).equals(await layerOf('clean'))).toBe(true);
    expect(image!.notices).toEqual([]);
  });

  test('one by its name', async () => {
    expect((await open(await archive(), ':tool:2')).map(({ names }) => names)).toEqual([['tool:2']]);
  });

  test.each([
    ['a parent that is not there', (members: SampleFile[]) => members.filter(({ path }) => !path.startsWith(base)), 'blob-missing', 2],
    ['a layer that is not there', (members: SampleFile[]) => members.filter(({ path }) => path !== `${base}/layer.tar`), 'blob-missing', 2],
    ['a configuration that is no JSON', (members: SampleFile[]) => members.map((member) => (member.path === `${base}/json` ? { ...member, content: '{' } : member)), 'damaged', 2],
    ['layers in a circle', (members: SampleFile[]) => members.map((member) => (member.path === `${base}/json` ? { ...member, content: JSON.stringify({ parent: top }) } : member)), 'damaged', 2],
  ])('%s is told', async (_name, change, code, layers) => {
    const [image] = await open(await archive(change));
    expect(new Set(image!.notices.map((notice) => notice.code))).toEqual(new Set([code]));
    expect(image!.layers).toHaveLength(layers);
  });

  test.each([
    ['lists nothing', '{}'],
    ['is a list', '[1]'],
    ['names what is no id', '{"app":{"1":7}}'],
  ])('`repositories` that %s', async (_name, content) => {
    expect((await errorOf(open(await tarOf([{ path: `${base}/` }, { path: 'repositories', content }])))).code).toBe('damaged');
  });
});

test('is scanned whole: each file, the settings of each step', async () => {
  const [report] = await scanReference(`docker-archive:${workshop.write(await archive())}:app:1`);
  const places = report!.findings.map(({ location }) => ('path' in location ? location.path : location.pointer));
  expect(places).toEqual(['/v1Compatibility/0/container_config/Env/0', 'app/file']);
  expect(report!.complete).toBe(true);
});
