import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manifests?: readonly Descriptor[];
}

/** Pushes all of a layout by plain HTTP, each entry of its index under its name: artifacts and caches that no tool here pushes. */
export async function pushLayout(folder: string, repository: string): Promise<void> {
  const [host, ...path] = repository.split('/');
  const base = `http://${host}/v2/${path.join('/')}`;
  const read = (digest: string): Promise<Buffer> => readFile(join(folder, 'blobs', digest.replace(':', '/')));
  const manifests = new Map<string, string>();
  const collect = async (descriptor: Descriptor): Promise<void> => {
    const { manifests: inner = [] } = JSON.parse((await read(descriptor.digest)).toString()) as { manifests?: readonly Descriptor[] };
    for (const one of inner) if (/manifest|index/.test(one.mediaType)) await collect(one);
    manifests.set(descriptor.digest, descriptor.mediaType);
  };
  const { manifests: listed } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as { manifests: readonly Descriptor[] };
  for (const descriptor of listed) await collect(descriptor);

  for (const name of await readdir(join(folder, 'blobs/sha256'))) {
    const digest = `sha256:${name}`;
    if (manifests.has(digest)) continue;
    const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    const location = new URL(begun.headers.get('location')!, base);
    location.searchParams.set('digest', digest);
    await expectOk(await fetch(location, { method: 'PUT', body: new Uint8Array(await read(digest)), headers: { 'content-type': 'application/octet-stream' } }));
  }
  const put = async (reference: string, digest: string, mediaType: string): Promise<void> =>
    expectOk(await fetch(`${base}/manifests/${reference}`, { method: 'PUT', body: new Uint8Array(await read(digest)), headers: { 'content-type': mediaType } }));
  // Inner ones were collected first: an index is taken only where all that it lists is there.
  for (const [digest, mediaType] of manifests) await put(digest, digest, mediaType);
  for (const { digest, mediaType, annotations } of listed) await put(annotations!['org.opencontainers.image.ref.name']!, digest, mediaType);
}

async function expectOk(answer: Response): Promise<void> {
  if (answer.status !== 201) throw new Error(`The registry answered HTTP ${answer.status}: ${await answer.text()}`);
}
