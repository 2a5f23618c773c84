import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tarOf } from '../../sample-images/encode.js';
import { sampleImages } from '../../sample-images/index.js';
import { BlobFolder, writeOciLayout } from '../../sample-images/write-oci.js';
import { explainReference, scanReference } from '../../src/index.js';
import { quote } from '../../src/scan/explain.js';
import { expandTemplate } from '../../src/rule/template.js';
import { dockerArchive, Workshop } from '../source/craft.js';
import { missing } from '../components/machine.js';

const run = promisify(execFile);
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const token = expandTemplate('ghp_{base62:30}{crc32:github}', 7);

describe('quote', () => {
  test('a shell reads back what was quoted', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), fc.string({ unit: fc.constantFrom(...`a'"\\$\`;&|<>\n\u001b!*~ -#é`), minLength: 1, maxLength: 20 }));
    const texts = fc.sample(text.filter((one) => !one.includes('\0')), 200).map((one) => Buffer.from(one).toString());
    const { stdout } = await run('bash', ['-c', texts.map((one) => `printf '%s\\0' ${quote(one)}`).join('\n')]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
  });

  test('nothing that moves a cursor or ends a line stands in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (one) => /^[\x20-\x7e]*$/.test(quote(one))));
  });

  test.each([
    ['app/x.env', 'app/x.env'],
    ["it's", "'it'\\''s'"],
    ['$(id)', "'$(id)'"],
    ['-rf', "'-rf'"],
    ['', "''"],
    ['a\u001b[31m', "$'a\\x1b[31m'"],
  ])('%j', (one, expected) => expect(quote(one)).toBe(expected));
});

const reason = missing('skopeo');
(reason ? describe.skip : describe)('the commands show the value', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  const shown = async (reference: string, fingerprint: string, folder: string): Promise<string> => {
    const commands = await explainReference(reference, fingerprint);
    expect(commands).not.toContain(token);
    mkdirSync(folder, { recursive: true });
    return (await run('bash', ['-c', commands.replaceAll('skopeo copy', 'skopeo --insecure-policy copy')], { cwd: folder })).stdout;
  };

  test('in an archive, whatever the file is called', async () => {
    const name = "app/a b'$(touch pwned)\u001b;.env";
    const archive = workshop.write(await dockerArchive([await tarOf([{ path: name, content: `first\nGITHUB_TOKEN=${token}\nlast\n` }])]));
    const reference = `docker-archive:${archive}`;
    const [report] = await scanReference(reference);
    expect(report!.findings).toHaveLength(1);
    const folder = join(workshop.folder, 'proof-archive');
    expect(await shown(reference, report!.findings[0]!.fingerprint, folder)).toBe(`GITHUB_TOKEN=${token}\n`);
    await expect(run('ls', [join(folder, 'pwned')])).rejects.toThrow();
  }, 60_000);

  test('in every place of a layout: gzip, zstd, history, Env, labels', async () => {
    const layout = join(workshop.folder, 'layout');
    await writeOciLayout(sampleImages.find(({ name }) => name === 'leaky')!, layout);
    const [report] = await scanReference(layout);
    let proved = 0;
    for (const { fingerprint, secret, location } of report!.findings) {
      // UTF-16 has the value in other bytes; what lies in archives is only got as far as the archive.
      if (location.kind === 'layer' && (/settings\.reg$/.test(location.path) || location.within.length > 0)) continue;
      const output = await shown(report!.target.reference, fingerprint, join(workshop.folder, `proof-${proved}`));
      expect(output).toContain(secret!.reveal()!.split('\n')[0]);
      proved += 1;
    }
    expect(proved).toBeGreaterThan(8);
  }, 120_000);

  test('in artifacts and attestations of a layout, and of its tar', async () => {
    const folder = new BlobFolder();
    const line = `GITHUB_TOKEN=${token}\n`;
    const manifest = (value: object): { digest: string } => folder.add(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, ...value }), MANIFEST);
    const empty = folder.add('{}', 'application/vnd.oci.empty.v1+json');
    const image = manifest({ config: folder.add('{"os":"linux","architecture":"amd64"}', 'application/vnd.oci.image.config.v1+json'), layers: [] });
    const statements = [folder.add(JSON.stringify({ predicate: { note: line } }), 'application/vnd.in-toto+json'), folder.add(`first\n${line}`, 'text/spdx'), folder.add(gzipSync(await tarOf([{ path: 'sbom/x', content: line }])), 'application/x-tgz')];
    const attestation = { ...manifest({ config: empty, layers: statements }), annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': image.digest } };
    const blobs = [{ ...folder.add(line, 'text/plain'), annotations: { 'org.opencontainers.image.title': 'x.env' } }, folder.add(gzipSync(await tarOf([{ path: 'chart/values', content: line }])), 'application/x-tgz')];
    const artifact = { ...manifest({ config: empty, artifactType: 'a/b', layers: blobs }), annotations: { 'org.opencontainers.image.ref.name': 'files:1' } };
    const files = [...folder.files(), { path: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests: [image, attestation, artifact] }) }, { path: 'oci-layout', content: '{}' }];
    const archive = workshop.write(await tarOf(files));
    const layout = `${archive}-layout`;
    mkdirSync(layout);
    await run('tar', ['-xf', archive, '-C', layout]);
    for (const reference of [archive, layout, `oci:${layout}`, `oci-archive:${archive}`]) {
      const reports = await scanReference(reference);
      const findings = reports.flatMap(({ target, findings: all }) => all.map(({ fingerprint }) => [target.reference, fingerprint] as const));
      expect(findings).toHaveLength(5);
      for (const [target, fingerprint] of findings) expect((await shown(target, fingerprint, layout)).trim()).toBe(line.trim());
    }
  }, 120_000);

  test('in what skopeo copied to a directory', async () => {
    const folder = new BlobFolder();
    const tar = await tarOf([{ path: 'app/x.env', content: `A=1\nGITHUB_TOKEN=${token}\n` }]);
    const config = folder.add(JSON.stringify({ os: 'linux', architecture: 'amd64', config: { Env: [`B=${token}`] } }), 'application/vnd.oci.image.config.v1+json');
    const layers = [folder.add(gzipSync(tar), 'application/vnd.oci.image.layer.v1.tar+gzip')];
    const copy = join(workshop.folder, 'copy');
    mkdirSync(copy);
    for (const { path, content } of folder.files()) if (content) writeFileSync(join(copy, path.split('/').at(-1)!), content);
    writeFileSync(join(copy, 'version'), 'Directory Transport Version: 1.1\n');
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers }));
    for (const reference of [copy, `docker-dir:${copy}`]) {
      const [report] = await scanReference(reference);
      expect(report!.notices).toEqual([]);
      expect(report!.findings.map(({ location }) => location.kind)).toEqual(expect.arrayContaining(['layer', 'config']));
      expect(report!.target.reference).toBe(`docker-dir:${copy}`);
      const inLayer = report!.findings.find(({ location }) => location.kind === 'layer')!;
      expect(await shown(reference, inLayer.fingerprint, copy)).toBe(`GITHUB_TOKEN=${token}\n`);
    }
  });

  test.each(['file', 'folder'])('in the root file system of a %s', async (kind) => {
    const bytes = await tarOf([{ path: 'app/' }, { path: 'app/x.env', content: `A=1\nGITHUB_TOKEN=${token}\n` }]);
    const file = workshop.write(bytes);
    const folder = join(workshop.folder, `root-${kind}`);
    mkdirSync(folder);
    await run('tar', ['-xf', file, '-C', folder]);
    const reference = kind === 'file' ? file : `dir:${folder}`;
    const [report] = await scanReference(reference);
    expect(report!.findings).toHaveLength(1);
    expect(await shown(reference, report!.findings[0]!.fingerprint, folder)).toBe(`GITHUB_TOKEN=${token}\n`);
  });

  test('no finding, no commands', async () => {
    const archive = workshop.write(await dockerArchive([await tarOf([{ path: 'a', content: 'x' }])]));
    await expect(explainReference(archive, '0'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
  });
});
