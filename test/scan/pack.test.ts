import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import fc from 'fast-check';
import { sampleImages } from '../../sample-images/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { writeOciLayout } from '../../sample-images/write-oci.js';
import { builtInRuleSet, formatReport, openImage, type Image } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import { createRedact } from '../../src/model/redact.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { Secret } from '../../src/model/secret.js';
import { scanImage } from '../../src/scan/image.js';
import { layerScan, type LayerScan } from '../../src/scan/layer.js';
import { hasSecretPath, packLayerReport, unpackLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { expandTemplate } from '../../src/rule/template.js';
import { dockerArchive, Workshop } from '../source/craft.js';

const rules = builtInRuleSet;
const matcher = createMatcher(rulesOfKind(rules, 'credential'));
const here = layerScan(rules, matcher);
const workshop = new Workshop();
afterAll(() => workshop.remove());

/** The same scan, whose reports have been JSON on the way. */
function travelled(salt: string | null, said: string[] = []): LayerScan {
  return async (layer) => {
    const text = JSON.stringify(packLayerReport(await here(layer), salt));
    said.push(text);
    return unpackLayerReport(JSON.parse(text) as PackedLayerReport, rules, salt);
  };
}

const shown = async (image: Image, scanLayer: LayerScan, salt: string | null): Promise<string> => {
  const report = await scanImage(image, { rules, matcher, salt, scanLayer });
  return formatReport(report, { format: 'json' }) + formatReport(report, { format: 'text' });
};

/** The one image of an archive, which is closed when the file ends. */
const opened = async (archive: string): Promise<Image> => (await workshop.open(archive)).images[0]!;

describe.each(['leaky', 'clean'])('the reports of the layers of %s', (name) => {
  let image: Image;
  const sample = sampleImages.find((one) => one.name === name)!;
  beforeAll(async () => {
    const layout = join(workshop.folder, name);
    await writeOciLayout(sample, layout);
    image = await openImage(layout);
  });

  test.each([
    ['with values, fingerprints by place', null, null],
    ['sealed, fingerprints by value', 'salt', 'salt'],
    ['sealed, fingerprints by place', 'salt', null],
  ])('are the same after a journey %s', async (_words, seal, salt) => {
    expect(await shown(image, travelled(seal), salt)).toBe(await shown(image, here, salt));
  });

  test('hold no value when they are sealed', async () => {
    const said: string[] = [];
    await shown(image, travelled('salt', said), 'salt');
    for (const { value } of sample.plants) for (const text of said) expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
  });
});

test('a value that only a file gives away is masked in the history all the same', async () => {
  const password = expandTemplate('{pass:14}', 3);
  const archive = await dockerArchive([await tarOf([{ path: 'root/.pgpass', content: `db.internal:5432:app:app:${password}\n` }, { path: 'app/.env', content: `DATABASE_PASSWORD=${password}\n` }])], {
    config: (config) => ({ ...config, history: [{ created_by: `/bin/sh -c printf ${password} | tool --stdin` }] }),
  });
  const image = await opened(workshop.write(archive));
  const text = await shown(image, travelled('salt'), 'salt');
  expect(text).toContain('printf');
  expect(text).not.toContain(password);
});

test('a path that is a secret is masked', async () => {
  const token = expandTemplate('ghp_{base62:30}{crc32:github}', 9);
  const image = await opened(workshop.write(await dockerArchive([await tarOf([{ path: `app/${token}.env`, content: `GITHUB_TOKEN=${token}\n` }])])));
  const report = await here(image.layers[0]!);
  expect(hasSecretPath(report)).toBe(true);
  expect(JSON.stringify(packLayerReport(report, 'salt'))).not.toContain(token);
});

test.each([
  ['a rule that is not there', (packed: PackedLayerReport) => ({ ...packed, files: packed.files.map((file) => ({ ...file, hits: file.hits.map((hit) => ({ ...hit, rule: 'no-such-rule' })) })) })],
  ['another form', () => ({ files: 7 }) as unknown as PackedLayerReport],
  ['values in clear', (packed: PackedLayerReport) => ({ ...packed, files: packed.files.map((file) => ({ ...file, hits: file.hits.map((hit) => ({ ...hit, secret: 'x' })) })) })],
])('%s is refused', async (_words, change) => {
  const token = expandTemplate('ghp_{base62:30}{crc32:github}', 9);
  const image = await opened(workshop.write(await dockerArchive([await tarOf([{ path: 'app/.env', content: `GITHUB_TOKEN=${token}\n` }])])));
  const packed = packLayerReport(await here(image.layers[0]!), 'salt');
  expect(() => unpackLayerReport(change(packed), rules, 'salt')).toThrow(/stored report/);
});

describe('a sealed secret', () => {
  const seal = (value: string, salt = 'salt') => new Secret({ ...new Secret(value).seal(salt), salt });
  const value = fc.stringMatching(/^[!-~]{12,40}$/).filter((text) => /[0-9]/.test(text));

  test('is found and masked wherever it stands, as if its value were known', () => {
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (text, before, after) => {
        const known = createRedact([new Secret(text)]);
        const sealed = createRedact([seal(text)]);
        expect(sealed.source(before + text + after)).toBe(known.source(before + text + after));
        expect(sealed.prose(before + text + after)).toBe(known.prose(before + text + after));
      }),
    );
  });

  test('equals its like and no other', () => {
    const text = expandTemplate('{base62:20}', 1);
    expect(seal(text).equals(new Secret(text))).toBe(true);
    expect(new Secret(text).equals(seal(text))).toBe(true);
    expect(seal(text).equals(seal(text))).toBe(true);
    expect(seal(text).equals(new Secret(`${text}x`))).toBe(false);
    expect(seal(text).equals(seal(text, 'other'))).toBe(false);
  });

  test('shows nothing but its mask, and reveals nothing', () => {
    const text = expandTemplate('{base62:20}', 1);
    expect(String(seal(text))).toBe(new Secret(text).masked);
    expect(JSON.stringify(seal(text))).toBe(JSON.stringify(new Secret(text).masked));
    expect(seal(text).reveal()).toBeNull();
    expect(() => seal(text).seal('other')).toThrow(/another key/);
  });
});
