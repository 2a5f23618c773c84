import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { FakeRegistry } from '../source/fake-registry.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', seed);
const inImage = token(1);
const elsewhere = token(2);

describe('lint findings beside an image', () => {
  const scan = async (step: string): Promise<readonly Report[]> => {
    const workshop = new Workshop();
    try {
      const dockerfile = join(workshop.folder, 'Dockerfile');
      writeFileSync(dockerfile, `FROM a\nENV GITHUB_TOKEN=${inImage}\nFROM a AS last\nENV OTHER_TOKEN=${elsewhere}\nCOPY x /x\n`);
      const history = [{ created_by: `ENV OTHER_TOKEN=${elsewhere}`, empty_layer: true }, { created_by: step }];
      const archive = workshop.write(await dockerArchive([await layerOf('x')], { config: (config) => ({ ...config, history, config: { Env: [`OTHER_TOKEN=${elsewhere}`] } }) }));
      return await scanReference(archive, { dockerfile });
    } finally {
      await workshop.remove();
    }
  };
  const evidenceOf = (report: Report, value: string) => report.findings.find(({ secret }) => secret?.reveal() === value)?.evidence.at(-1);

  test('are confirmed, or not in it', async () => {
    const [image, lint, ...others] = await scan('COPY x /x # buildkit');
    expect(others).toEqual([]);
    expect(image!.remarks).toEqual([expect.stringContaining('The history fits')]);
    expect(evidenceOf(lint!, elsewhere)).toMatch(/^Confirmed in the image .*: history `\/history\/0\/created_by` and 1 more\.$/);
    expect(evidenceOf(lint!, inImage)).toMatch(/^Not in the image /);
  });

  test('a value is looked for even where the history does not fit', async () => {
    const [image, lint] = await scan('COPY y /y # buildkit');
    expect(image!.remarks).toEqual([expect.stringContaining('`COPY` in line 5 does not fit history entry 1')]);
    expect(evidenceOf(lint!, elsewhere)).toMatch(/^Confirmed/);
  });
});

describe('--only-missing-in', () => {
  test('reads what the repository does not hold, and says what was left out', async () => {
    const held = await layerOf(`GITHUB_TOKEN=${elsewhere}\n`);
    const registry = await FakeRegistry.start(held);
    const workshop = new Workshop();
    try {
      const archive = workshop.write(await dockerArchive([held, await layerOf(`GITHUB_TOKEN=${inImage}\n`)]));
      const [report] = await scanReference(archive, { onlyMissingIn: `${registry.host}/app/x` });
      expect(report!.findings.map(({ secret }) => secret?.reveal())).toEqual([inImage]);
      expect(report!.statistics.layers).toBe(1);
      expect(report!.remarks).toEqual([expect.stringMatching(/^1 of its 2 layers were not read, since .*: 0\.$/)]);
      expect(registry.requests('/blobs/').map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);

      const [whole] = await scanReference(archive, { onlyMissingIn: `docker://${registry.host}/other/repository` });
      expect(whole!.findings).toHaveLength(2);
      expect(whole!.remarks).toEqual([expect.stringContaining('holds none of its layers')]);
    } finally {
      await registry.stop();
      await workshop.remove();
    }
  });

  test('a name that is none', async () => {
    await expect(scanReference('x.tar', { onlyMissingIn: 'NOT A NAME' })).rejects.toMatchObject({ code: 'usage' });
  });
});
