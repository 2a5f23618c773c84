import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { errorOf, Workshop } from './craft.js';

/** Layouts that are allowed and that few write, through a file and through a pipe: each layer holds a token of its own. */
const workshop = new Workshop();
afterAll(() => workshop.remove());

const TOKENS = [1, 2].map((seed) => expandTemplate('ghp_{base62:30}{crc32:github}', seed));
const LAYERS = await Promise.all(TOKENS.map((token, at) => tarOf([{ path: `app/${at}`, content: `token=${token}\n` }])));
const OCI = 'application/vnd.oci.image.';

interface Place {
  /** Kept in the layout; else nowhere but, with `carried`, in what names it. */
  readonly stored?: boolean;
  readonly carried?: boolean;
  readonly algorithm?: 'sha256' | 'sha512';
  /** What the descriptor says beside or against the truth. */
  readonly says?: Record<string, unknown>;
}

class Layout {
  readonly blobs = new Map<string, Buffer>();

  add(mediaType: string, content: Buffer | string | object, { stored = true, carried = false, algorithm = 'sha256', says = {} }: Place = {}): Record<string, unknown> {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const hex = createHash(algorithm).update(bytes).digest('hex');
    if (stored) this.blobs.set(`blobs/${algorithm}/${hex}`, bytes);
    return { mediaType, digest: `${algorithm}:${hex}`, size: bytes.length, ...(carried ? { data: bytes.toString('base64') } : {}), ...says };
  }

  image({ layers = LAYERS, layer = {}, layerType = `${OCI}layer.v1.tar`, config = {}, manifest = {}, store = (bytes) => bytes }: { layers?: readonly Buffer[]; store?: (bytes: Buffer) => Buffer; layer?: Place; layerType?: string; config?: Place; manifest?: Place } = {}): Record<string, unknown> {
    const diffIds = layers.map((bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    const configured = this.add(`${OCI}config.v1+json`, { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: diffIds } }, config);
    return this.add(`${OCI}manifest.v1+json`, { schemaVersion: 2, mediaType: `${OCI}manifest.v1+json`, config: configured, layers: layers.map((bytes) => this.add(layerType, store(bytes), layer)) }, manifest);
  }

  index(manifests: readonly unknown[], place: Place = {}): Record<string, unknown> {
    return this.add(`${OCI}index.v1+json`, { schemaVersion: 2, manifests }, place);
  }

  files(manifests: readonly unknown[] | null, prefix = ''): { path: string; content: string | Buffer }[] {
    return [
      { path: `${prefix}oci-layout`, content: '{"imageLayoutVersion":"1.0.0"}' },
      { path: `${prefix}index.json`, content: JSON.stringify({ schemaVersion: 2, manifests }) },
      ...[...this.blobs].map(([path, content]) => ({ path: `${prefix}${path}`, content })),
    ];
  }
}

const nowhere = { stored: false, carried: true };

const ROWS: readonly (readonly [name: string, make: (layout: Layout) => readonly { path: string; content: string | Buffer }[], found: readonly number[], notices?: readonly string[]])[] = [
  ['a manifest in its descriptor only', (l) => l.files([l.image({ manifest: nowhere })]), [0, 1]],
  ['a config in its descriptor only', (l) => l.files([l.image({ config: nowhere })]), [0, 1]],
  ['layers in their descriptors only', (l) => l.files([l.image({ layer: nowhere })]), [0, 1]],
  ['an index in its descriptor only', (l) => l.files([l.index([l.image()], nowhere)]), [0, 1]],
  ['embedded bytes of another digest count for nothing', (l) => l.files([l.image({ layer: { ...nowhere, says: { data: Buffer.from('other').toString('base64') } } })]), [], ['blob-missing', 'blob-missing']],
  ['indexes in indexes', (l) => l.files([l.index([l.index([l.index([l.image()])])])]), [0, 1]],
  ['digests of SHA-512', (l) => l.files([l.image({ layer: { algorithm: 'sha512' }, config: { algorithm: 'sha512' }, manifest: { algorithm: 'sha512' } })]), [0, 1]],
  ['one layer several times', (l) => l.files([l.image({ layers: [LAYERS[0]!, LAYERS[0]!, LAYERS[1]!, LAYERS[0]!] })]), [0, 1]],
  ['sizes that are wrong', (l) => l.files([l.image({ layer: { says: { size: 7 } } })]), [0, 1], ['damaged', 'damaged']],
  ['a compressed layer by a plain name', (l) => l.files([l.image({ store: (bytes) => gzipSync(bytes) })]), [0, 1]],
  ['a plain layer by a compressed name', (l) => l.files([l.image({ layerType: `${OCI}layer.v1.tar+zstd` })]), [0, 1]],
  ['a platform that is not there', (l) => l.files([l.index([{ ...l.image(), platform: { os: 'linux', architecture: 'amd64' } }, { ...l.image({ manifest: { stored: false }, layers: [LAYERS[0]!] }), platform: { os: 'linux', architecture: 's390x' } }])]), [0, 1]],
  ['no mediaType and no size in the index', (l) => l.files([l.image({ manifest: { says: { mediaType: undefined, size: undefined } } })]), [0, 1]],
  ['names that begin with a point', (l) => l.files([l.image()], './'), [0, 1]],
  ['index.json behind all blobs', (l) => l.files([l.image()]).reverse(), [0, 1]],
  ['an index.json that a later one replaces', (l) => [{ path: 'index.json', content: '{"schemaVersion":2,"manifests":[]}' }, ...l.files([l.image()])], [0, 1]],
  ['a byte order mark', (l) => l.files([l.image()]).map(({ path, content }) => ({ path, content: path === 'index.json' ? `\ufeff${content.toString()}` : content })), [0, 1]],
];

const valuesOf = (reports: readonly Report[]): Set<string | null | undefined> => new Set(reports.flatMap(({ findings }) => findings.map(({ secret }) => secret?.reveal())));

describe('a layout with', () => {
  for (const [name, make, found, notices = []] of ROWS) {
    test.each(['a file', 'a pipe'])(`${name}, from %s`, async (door) => {
      const bytes = await tarOf(make(new Layout()));
      const reports = door === 'a file' ? await scanReference(workshop.write(bytes)) : await scanReference('-', { stdin: Readable.from([bytes]) });
      expect([...valuesOf(reports)].sort()).toEqual(found.map((at) => TOKENS[at]).sort());
      expect(reports.flatMap((report) => report.notices.map(({ code }) => code))).toEqual(notices);
    });
  }

  test('a digest in capitals is none, and is said to be none', async () => {
    const layout = new Layout();
    const manifest = layout.image();
    const path = workshop.write(await tarOf(layout.files([{ ...manifest, digest: String(manifest['digest']).toUpperCase() }])));
    expect(await errorOf(scanReference(path))).toMatchObject({ code: 'damaged', message: expect.stringContaining('no digest') });
  });
  test('a manifest.json of one platform: the others are had by asking for them', async () => {
    const layout = new Layout();
    const of = (architecture: string, layer: Buffer): { platform: object; digest?: unknown } => {
      const config = layout.add(`${OCI}config.v1+json`, { os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: [`sha256:${createHash('sha256').update(layer).digest('hex')}`] } });
      const manifest = layout.add(`${OCI}manifest.v1+json`, { schemaVersion: 2, config, layers: [layout.add(`${OCI}layer.v1.tar`, layer)] });
      return { ...manifest, platform: { os: 'linux', architecture } };
    };
    const index = layout.index([of('amd64', LAYERS[0]!), of('s390x', LAYERS[1]!)]);
    const [config, layer] = [...layout.blobs.keys()];
    const manifest = JSON.stringify([{ Config: config, RepoTags: ['a:1'], Layers: [layer] }]);
    const path = workshop.write(await tarOf([...layout.files([index]), { path: 'manifest.json', content: manifest }]));
    const ask = async (platform?: string): Promise<unknown[]> => [...valuesOf(await scanReference(path, platform === undefined ? {} : { platform }))].sort();
    expect(await ask()).toEqual([TOKENS[0]]);
    expect(await ask('linux/amd64')).toEqual([TOKENS[0]]);
    expect(await ask('linux/s390x')).toEqual([TOKENS[1]]);
    expect(await ask('all')).toEqual([...TOKENS].sort());
    expect(await scanReference(path, { platform: 'all' })).toHaveLength(2);
    expect(await errorOf(scanReference(path, { platform: 'linux/riscv64' }))).toMatchObject({ code: 'platform-not-found' });
  });
});
