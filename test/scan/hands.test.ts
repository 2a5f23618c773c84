import { describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { tarOf } from '../../sample-images/encode.js';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { Layer } from '../../src/model/image.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { FileSearch, type Found } from '../../src/scan/file-search.js';
import type { Hand, Hands } from '../../src/scan/hands.js';
import { layerScan, opaqueRules } from '../../src/scan/layer.js';
import { packFound, packLayerReport, unpackFound, type PackedFound } from '../../src/scan/pack.js';
import type { FilePart, Parcel } from '../../src/scan/parcel.js';
import { lendBytes } from '../archive/streams.js';
import { makeZip } from '../content/containers.js';

const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));

/** Others that take a parcel when `say` says so, and answer whenever it says so. */
class Unsteady implements Hands {
  readonly #hands: Hand[];
  readonly #found: [readonly FilePart[], Found][] = [];
  readonly #working: Promise<void>[] = [];
  taken = 0;

  constructor(count: number, private readonly say: () => number) {
    this.#hands = Array.from({ length: count }, () => {
      const search = new FileSearch(matcher, opaqueRules(builtInRuleSet));
      let last = Promise.resolve();
      const give = async (parcel: Parcel): Promise<void> => {
        this.taken += 1;
        const sent = { bytes: Buffer.from(parcel.bytes), parts: structuredClone(parcel.parts) };
        // Its memory belongs to someone else now.
        parcel.bytes.fill(0x41);
        last = last.then(async () => {
          for (let turns = say() % 5; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
          await search.search(sent);
          const packed = JSON.parse(JSON.stringify(packFound(search.take()))) as PackedFound;
          this.#found.push([parcel.parts, unpackFound(packed, builtInRuleSet)]);
        });
        this.#working.push(last);
      };
      return { give };
    });
  }

  passed(): void {}

  free(): Hand | null {
    return this.#hands[this.say() % (this.#hands.length + 1)] ?? null;
  }

  found(): [readonly FilePart[], Found][] {
    return this.#found.splice(0);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#working);
  }
}

const layerOf = (tar: Buffer): Layer => ({
  descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: '', size: tar.length },
  diffId: null,
  index: 0,
  historyIndex: null,
  open: () => Promise.resolve(lendBytes(tar, 50_000)),
});

async function reports(tar: Buffer, runs: number): Promise<number> {
  const alone = packLayerReport(await layerScan(builtInRuleSet, matcher)(layerOf(tar)), null);
  expect(alone.files.length).toBeGreaterThan(1);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.infiniteStream(fc.nat(1000)), async (count, stream) => {
      const hands = new Unsteady(count, () => stream.next().value as number);
      expect(packLayerReport(await layerScan(builtInRuleSet, matcher, { hands, silent: null })(layerOf(tar)), null)).toEqual(alone);
      taken += hands.taken;
    }),
    { numRuns: runs },
  );
  return taken;
}

const token = (seed: number): string => `GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', seed)}\n`;
const jks = (password: string): Buffer => {
  const words = (...numbers: number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer).swap32();
  const content = Buffer.concat([words(0xfeedfeed, 2, 1, 1), Buffer.from('\0\x06server'), Buffer.alloc(8), words(60), Buffer.alloc(60, 7), words(1), Buffer.from('\0\x05X.509'), words(9), Buffer.alloc(9, 1)]);
  return Buffer.concat([content, createHash('sha1').update(Buffer.from(password, 'utf16le').swap16()).update('Mighty Aphrodite').update(content).digest()]);
};

describe('a layer that others help to search', () => {
  test('says the same, whoever takes which of its files and when', async () => {
    const noise = (length: number): Buffer => randomBytes(length);
    const files = [
      ...Array.from({ length: 30 }, (_, index) => ({ path: `srv/${index}.txt`, content: Buffer.concat([noise(40_000), Buffer.from(`\n${index % 4 === 0 ? token(index) : ''}`), noise(30_000)]) })),
      { path: 'srv/link', content: '', link: { type: 'link' as const, target: 'srv/4.txt' } },
      { path: 'srv/nothing', content: '', link: { type: 'link' as const, target: 'srv/5.txt' } },
      { path: 'srv/big.log', content: Buffer.concat([noise(1_500_000), Buffer.from(`\n${token(100)}`), noise(2_000_000), Buffer.from(`\n${token(101)}`)]) },
      { path: 'srv/4.txt', content: 'nothing any more' },
      { path: 'srv/late-link', content: '', link: { type: 'link' as const, target: 'srv/4.txt' } },
      { path: 'srv/app.jar', content: makeZip(Array.from({ length: 9 }, (_, index) => ({ name: `${index}.env`, bytes: Buffer.concat([Buffer.from(token(200 + index)), noise(200_000)]) }))) },
      { path: 'srv/jar-link', content: '', link: { type: 'link' as const, target: 'srv/app.jar' } },
      { path: 'srv/broken.jar', content: makeZip([{ name: 'a.env', bytes: Buffer.from(token(300)) }, { name: 'b', bytes: noise(9000) }]).subarray(0, 4000) },
      { path: 'root/.ssh/id_rsa', content: 'something' },
      { path: '../climbs', content: token(400) },
    ];
    expect(await reports(await tarOf(files), 12)).toBeGreaterThan(10);
  }, 120_000);

  test('tries the same key stores, however many others take them', async () => {
    const der = (tag: number, ...parts: Buffer[]): Buffer => {
      const body = Buffer.concat(parts);
      return Buffer.concat([Buffer.from(body.length < 128 ? [tag, body.length] : [tag, 0x82, body.length >> 8, body.length & 255]), body]);
    };
    const oid = (hex: string, ...more: Buffer[]): Buffer => der(0x30, der(6, Buffer.from(hex, 'hex')), ...more);
    const bag = der(0x30, der(6, Buffer.from('2a864886f70d010c0a0102', 'hex')), der(0xa0, der(4, Buffer.alloc(40))));
    const safe = der(0x30, oid('2a864886f70d010701', der(0xa0, der(4, der(0x30, bag)))));
    // 110,000 rounds for each of fourteen passwords, none of which fits.
    const kdf = oid('2a864886f70d01050c', der(0x30, der(4, Buffer.alloc(8)), der(2, Buffer.from('01adb0', 'hex'))));
    const mac = der(0x30, der(0x30, oid('2a864886f70d01050e', der(0x30, kdf, oid('2a864886f70d0209'))), der(4, Buffer.alloc(32))), der(4, Buffer.alloc(8)), der(2, Buffer.from([1])));
    const slow = der(0x30, der(2, Buffer.from([3])), oid('2a864886f70d010701', der(0xa0, der(4, safe))), mac);
    const files = [
      { path: 'a/before.jks', content: jks('changeit') },
      { path: 'a/1.p12', content: slow },
      { path: 'a/2.p12', content: slow },
      { path: 'a/noise', content: randomBytes(300_000) },
      { path: 'a/behind.jks', content: jks('changeit') },
      { path: 'a/3.p12', content: slow },
    ];
    const tar = await tarOf(files);
    const { files: said, notices } = await layerScan(builtInRuleSet, matcher)(layerOf(tar));
    expect(said.filter(({ hits }) => hits.length > 0).map(({ path }) => path)).toEqual(['a/before.jks']);
    expect(notices.map(({ path }) => path)).toEqual(['a/behind.jks', 'a/3.p12']);
    await reports(tar, 4);
  }, 120_000);
});
