import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { gzipStored, tarOf } from '../../sample-images/encode.js';
import type { SampleFile } from '../../sample-images/sample.js';
import { berkeleyOf, ndbOf, packageHeader, type MadePackage } from '../layer/rpm-forms.js';
import { asksForMd5, VendorFilesBuilder, vendorOf } from '../../src/layer/vendor.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { Finding } from '../../src/model/finding.js';
import type { Image } from '../../src/model/image.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { scanImage } from '../../src/scan/image.js';
import { layerScan, type LayerReport } from '../../src/scan/layer.js';
import { packLayerReport, unpackLayerReport } from '../../src/scan/pack.js';
import { Readable } from 'node:stream';

const rules = createRuleSet(builtInRules);
const matcher = createMatcher(rulesOfKind(rules, 'credential'));
const hash = (algorithm: string, text: string | Buffer, encoding: 'hex' | 'base64' | 'base64url' = 'hex'): string => createHash(algorithm).update(text).digest(encoding);

/** Scans an image of these layers, base first; each layer's report goes through its packed form, as it does when cached. */
async function scan(...layers: readonly (readonly SampleFile[])[]): Promise<readonly Finding[]> {
  const look = layerScan(rules, matcher);
  const image: Image = {
    kind: 'image', reference: 'x', names: [], manifest: null, platform: null, config: null, history: [], annotations: {}, attestations: [], attached: [], notices: [],
    layers: await Promise.all(layers.map(async (files, index) => {
      const blob = gzipStored(await tarOf(files));
      return { descriptor: { mediaType: '', digest: `sha256:${hash('sha256', blob)}`, size: blob.length }, diffId: null, index, historyIndex: null, open: () => Promise.resolve(Readable.from([blob])) };
    })),
  } as Image;
  const scanLayer = async (layer: Image['layers'][number]): Promise<LayerReport> => unpackLayerReport(JSON.parse(JSON.stringify(packLayerReport(await look(layer), null))) as never, rules, null);
  return (await scanImage(image, { rules, matcher, scanLayer, salt: null })).findings;
}

const KEY = `${expandTemplate('{pem:rsa}', 5)}\n`;
const PATH = 'usr/lib/python3/dist-packages/acme/selftest.py';
const STATUS = 'Package: acme\nStatus: install ok installed\nMaintainer: Someone <someone@debian.org>\nVersion: 1\n\nPackage: other\nMaintainer: B <b@corp.io>\n';
const file: SampleFile = { path: PATH, content: KEY };
const status: SampleFile = { path: 'var/lib/dpkg/status', content: STATUS };
const sums = (name: string, path = PATH, content: string | Buffer = KEY): SampleFile => ({ path: `var/lib/dpkg/info/${name}.md5sums`, content: `${hash('md5', content)}  ${path}\n` });
const rpm = (made: Partial<MadePackage> = {}): Buffer => packageHeader({ vendor: 'Fedora Project', files: [['usr/share/doc/other', 'x'], [PATH, KEY]], ...made });

const PUBLIC = { severity: 'info', confidence: 'low', evidence: expect.arrayContaining([expect.stringContaining('unchanged, as its checksum says')]) };

describe('a file of a package', () => {
  test('without a database it is what it is', async () => {
    expect(await scan([file])).toMatchObject([{ ruleId: 'private-key', severity: 'critical' }]);
  });
  test.each([
    ['dpkg', [sums('acme'), status]],
    ['dpkg, another architecture', [sums('acme:arm64'), status]],
    ['dpkg, before usr was merged', [sums('acme', PATH.replace('usr/', '')), status]],
    ['dpkg without a manager', [{ path: 'var/lib/dpkg/status.d/acme', content: STATUS }, { path: 'var/lib/dpkg/status.d/acme.md5sums', content: `${hash('md5', KEY)}  ${PATH}\n` }]],
    ['dpkg, a file of settings', [{ path: 'var/lib/dpkg/status', content: `Package: acme\nMaintainer: A <a@lists.debian.org>\nConffiles:\n /etc/other ${'0'.repeat(32)}\n /${PATH} ${hash('md5', KEY)}\n /etc/third ${'1'.repeat(32)} obsolete\nDescription: x\n` }]],
    ['apk', [{ path: 'lib/apk/db/installed', content: `P:acme\nV:1\nF:usr/lib/python3/dist-packages/acme\nR:selftest.py\na:0:0:644\nZ:Q1${hash('sha1', KEY, 'base64')}\n\n` }]],
    ['rpm', [{ path: 'var/lib/rpm/Packages.db', content: ndbOf([rpm({ vendor: 'SUSE LLC <https://www.suse.com/>' }), rpm({ files: [] })]) }]],
    ['rpm, in a hash', [{ path: 'usr/lib/sysimage/rpm/Packages', content: berkeleyOf([rpm({ files: [] }), rpm()]) }]],
    ['rpm, of the time of MD5', [{ path: 'var/lib/rpm/Packages', content: berkeleyOf([rpm({ vendor: 'CentOS', algorithm: null })]) }]],
    ['a wheel', [{ path: 'usr/lib/python3/dist-packages/acme-1.dist-info/RECORD', content: `acme/selftest.py,sha256=${hash('sha256', KEY, 'base64url')},${KEY.length}\nacme-1.dist-info/RECORD,,\n` }]],
  ] as readonly (readonly [string, readonly SampleFile[]])[])('%s', async (kind, database) => {
    expect(await scan([file, ...database])).toMatchObject([PUBLIC]);
    // The database may come in another layer, above or below.
    expect(await scan([file], database)).toMatchObject([PUBLIC]);
    expect(await scan(database, [file])).toMatchObject([PUBLIC]);
    const changed = { path: PATH, content: `${KEY}\n` };
    expect({ kind, found: await scan([changed, ...database]) }).toMatchObject({ found: [{ severity: 'critical' }] });
    const moved = { path: `app/${PATH}`, content: KEY };
    expect(await scan([moved, ...database])).toMatchObject([{ severity: 'critical' }]);
  });
  test('what was compiled from it at installation holds the same values', async () => {
    const compiled = (content: string): SampleFile => ({ path: PATH.replace('selftest.py', '__pycache__/selftest.cpython-311.pyc'), content });
    expect(await scan([file, compiled(`\n${KEY}`), sums('acme'), status])).toMatchObject([PUBLIC, PUBLIC]);
    expect(await scan([file, compiled(expandTemplate('{pem:rsa}', 77)), sums('acme'), status])).toMatchObject([PUBLIC, { severity: 'critical' }]);
    expect(await scan([{ ...file, content: `${KEY}#` }, compiled(`\n${KEY}`), sums('acme'), status])).toMatchObject([{ severity: 'critical' }, { severity: 'critical' }]);
  });
  test('in an archive that the package has', async () => {
    const archive = gzipSync(KEY);
    const path = 'usr/share/doc/acme/key.pem.gz';
    expect(await scan([{ path, content: archive }, sums('acme', path, archive), status])).toMatchObject([PUBLIC]);
    expect(await scan([{ path, content: gzipSync(`${KEY}x`) }, sums('acme', path, archive), status])).not.toMatchObject([PUBLIC]);
  });
  test.each([
    ['a package of somebody’s own', [sums('other'), status]],
    ['a package that the status does not know', [sums('unknown'), status]],
    ['a package of rpm of somebody’s own', [{ path: 'var/lib/rpm/Packages.db', content: ndbOf([rpm({ vendor: 'Corp. on Fedora Project' })]) }]],
    ['a package of rpm from a project of one’s own', [{ path: 'var/lib/rpm/Packages.db', content: ndbOf([rpm({ vendor: 'obs://build.opensuse.org/home:someone' })]) }]],
    ['a package of rpm that nobody signed', [{ path: 'var/lib/rpm/Packages.db', content: ndbOf([rpm({ signed: false })]) }]],
    ['a list of files without checksums', [{ path: 'var/lib/dpkg/info/acme.list', content: `/${PATH}\n` }, status]],
    ['a project that was installed from a folder', [
      { path: 'usr/lib/python3/dist-packages/acme-1.dist-info/RECORD', content: `acme/selftest.py,sha256=${hash('sha256', KEY, 'base64url')},1\n` },
      { path: 'usr/lib/python3/dist-packages/acme-1.dist-info/direct_url.json', content: '{"url":"file:///src","dir_info":{}}' },
    ]],
    ['a project that asks not to be published', [
      { path: 'usr/lib/python3/dist-packages/acme-1.dist-info/RECORD', content: `acme/selftest.py,sha256=${hash('sha256', KEY, 'base64url')},1\n` },
      { path: 'usr/lib/python3/dist-packages/acme-1.dist-info/METADATA', content: 'Name: acme\nClassifier: Private :: Do Not Upload\n' },
    ]],
  ] as readonly (readonly [string, readonly SampleFile[]])[])('%s says nothing of what is public', async (_, database) => {
    expect(await scan([file, ...database])).toMatchObject([{ severity: 'critical' }]);
  });
  test('a path alone silences nothing: no library of the system is taken on its word', async () => {
    expect(await scan([{ path: 'usr/lib/x86_64-linux-gnu/libacme.so.1', content: `\0\x01${KEY}\0` }])).toMatchObject([{ severity: 'critical' }]);
  });
  test('the upper layer’s version is judged by itself', async () => {
    const found = await scan([file, sums('acme'), status], [{ path: PATH, content: expandTemplate('{pem:ec}', 9) }]);
    expect(found).toMatchObject([PUBLIC, { severity: 'critical' }]);
  });
});

describe('VendorFilesBuilder', () => {
  test('wants databases and nothing else', () => {
    const builder = new VendorFilesBuilder();
    expect(['var/lib/dpkg/status', 'var/lib/dpkg/info/a:amd64.md5sums', 'lib/apk/db/installed', 'a/b-1.dist-info/RECORD'].every((path) => builder.wants(path))).toBe(true);
    expect(['RECORD', 'app/installed', 'var/lib/dpkg/info/a.list', 'var/lib/dpkg/status-old', 'x.dist-info/LICENSE'].some((path) => builder.wants(path))).toBe(false);
  });
  test.each(['', '\0'.repeat(1000), 'Package:\n\n\nMaintainer: <@debian.org>', 'R:\nZ:Q1!!!', `${'0'.repeat(32)}  `, ',sha256=,', `../../../../x,sha256=${'A'.repeat(43)},1`])('broken databases (%#) end nothing', (text) => {
    const builder = new VendorFilesBuilder();
    for (const path of ['var/lib/dpkg/status', 'var/lib/dpkg/info/a.md5sums', 'lib/apk/db/installed', 'a-1.dist-info/RECORD', 'a-1.dist-info/METADATA']) builder.add(path, Buffer.from(text));
    expect(vendorOf('a', { md5: '', sha1: '', sha256: '' }, [builder.build()])).toBeNull();
  });
});

describe('asksForMd5', () => {
  test.each(['etc/ssl/a.key', 'usr/lib/python3/dist-packages/a.py', 'usr/share/nodejs/npm/node_modules/a/b.js', 'lib64/a', 'opt/vendor/a', 'root/.profile', 'usr/src/linux/a', 'usr/lib/node_modules.js'])('%s may be in a package of a distribution', (path) => {
    expect(asksForMd5(path)).toBe(true);
  });

  test.each(['app/a.js', 'home/node/a.js', 'usr/local/lib/node_modules/a/b.js', 'usr/lib/node_modules/a/b.js', 'etc', 'a.js', 'library/a', 'data/usr/a'])('%s is in none', (path) => {
    expect(asksForMd5(path)).toBe(false);
  });

  test('of a file that nobody asks about the others stand', () => {
    expect(vendorOf('app/a', { md5: null, sha1: '', sha256: '' }, [new Float64Array([1])])).toBeNull();
  });
});
