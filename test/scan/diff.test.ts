import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { sampleImages } from '../../sample-images/index.js';
import { writeDockerArchive } from '../../sample-images/write-docker.js';
import { writeOciLayout } from '../../sample-images/write-oci.js';
import { diffReferences, scanReference, type Report } from '../../src/index.js';
import { diffReports } from '../../src/scan/diff.js';
import { expandTemplate } from '../../src/rule/template.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';
import { tarOf } from '../../sample-images/encode.js';

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', seed);
const shared = token(1);
const removed = token(2);
const added = token(3);
const moved = token(4);

describe('layerlint diff', () => {
  const workshop = new Workshop();
  let older: string;
  let newer: string;

  beforeAll(async () => {
    const base = await layerOf(`GITHUB_TOKEN=${shared}\n`);
    const env = (list: readonly string[]) => ({ config: (config: Record<string, unknown>) => ({ ...config, config: { Env: list } }) });
    older = workshop.write(await dockerArchive([base, await tarOf([{ path: 'app/old.env', content: `A=${removed}\n` }, { path: 'a', content: `M=${moved}\n` }])], env([`GITHUB_TOKEN=${shared}`])));
    newer = workshop.write(await dockerArchive([base, await tarOf([{ path: 'app/new.env', content: `\n\nA=${added}\n` }, { path: 'b', content: `M=${moved}\n` }])], env(['FIRST=1', `GITHUB_TOKEN=${shared}`])));
  });
  afterAll(() => workshop.remove());

  const places = (report: Report) => report.findings.map(({ secret, severity, location, stillIn }) => [secret?.reveal(), 'path' in location ? location.path : location.pointer, severity === 'info', stillIn !== undefined]);

  test('says what the newer image adds, and what the older alone still holds', async () => {
    const [report] = await diffReferences(older, newer);
    expect(places(report!)).toEqual([
      [added, 'app/new.env', false, false],
      [moved, 'b', false, false],
      [removed, 'app/old.env', true, true],
    ]);
    expect(report!.target.reference).toBe(newer);
    expect(report!.findings.at(-1)!.stillIn).toEqual({ reference: older, digest: expect.stringMatching(/^sha256:/) });
    expect(report!.complete).toBe(true);
    expect(report!.remarks).toEqual([expect.stringContaining('2 findings added, 1 gone, 2 in both')]);
  });

  test('an image differs in nothing from itself', async () => {
    const [report] = await diffReferences(newer, newer);
    expect(report!.findings).toEqual([]);
  });

  test('reads a layer that both have once', async () => {
    const events: number[] = [];
    await diffReferences(older, newer, { onProgress: ({ done }) => events.push(done) });
    expect(events).toEqual([1, 2, 3]);
  });

  test('an older image that cannot be fully read makes it incomplete', async () => {
    const torn = workshop.write(await dockerArchive([await layerOf('x'), await layerOf('y')], { members: (members) => members.filter(({ path }) => path !== 'layer1/layer.tar') }));
    const [report] = await diffReferences(torn, newer);
    expect(report!.complete).toBe(false);
    expect(report!.notices[0]!.message).toMatch(/^In the older image: /);
  });

  test('several images of one platform cannot be told apart', async () => {
    const archive = workshop.write('');
    await writeDockerArchive(sampleImages.find(({ name }) => name === 'several')!, archive);
    await expect(diffReferences(older, archive)).rejects.toMatchObject({ code: 'ambiguous' });
  });

  test('platforms are compared with their like; one that is new is new as a whole', async () => {
    const layout = join(workshop.folder, 'platforms');
    await writeOciLayout(sampleImages.find(({ name }) => name === 'multi-platform')!, layout);
    const all = await scanReference(layout, { platform: 'all' });
    const reports = await diffReferences(layout, layout, { platform: 'all' });
    expect(reports.map(({ findings }) => findings.length)).toEqual(all.map(() => 0));
    const fromOne = diffReports([all[0]!], all);
    expect(fromOne.map(({ findings }) => findings.length)).toEqual([0, ...all.slice(1).map(({ findings }) => findings.length)]);
    expect(fromOne[1]!.remarks).toEqual([expect.stringContaining('no older image of this platform')]);
  });
});
