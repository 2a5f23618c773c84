import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expandTemplate } from '../src/rule/template.js';
import { gzipStored, sha256, tarOf } from './encode.js';
import type { SampleFile } from './sample.js';

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

/** How much a registry holds and how it is shared. */
export interface RegistrySize {
  readonly repositories: number;
  readonly tagsEach: number;
  readonly layers: number;
  /** Bytes of text that each layer holds beside what is planted. */
  readonly layerBytes: number;
}

export interface Asked {
  readonly method: string;
  readonly url: string;
}

interface Stored {
  readonly bytes: Buffer;
  readonly type: string;
}

/**
 * A registry in this process whose repositories share layers as real ones do: every image stands on one of a few bases, most
 * on one of some runtimes, and has layers of its own; the newest tag goes by `latest` too. One layer in fifty holds a token,
 * one in twenty of these hides that of its base, one image in forty says one in its config, one repository in ten is for two
 * platforms. Everything follows from the size.
 */
export class SampleRegistry {
  readonly #blobs = new Map<string, Buffer>();
  readonly #manifests = new Map<string, Stored>();
  readonly #tags = new Map<string, Map<string, string>>();
  readonly #server: Server;
  readonly asked: Asked[] = [];
  /** How often each blob was sent, by its digest. */
  readonly sent = new Map<string, number>();
  bytesSent = 0;
  /** Largest page that it gives. */
  cap = 100;
  /** Answers in place of the registry; false leaves it to the registry. */
  fault: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  host = '';
  layerDigests: readonly string[] = [];

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  static async start(size: RegistrySize, port = 0): Promise<SampleRegistry> {
    const registry = new SampleRegistry();
    await registry.#fill(size);
    await new Promise<void>((resolve) => registry.#server.listen(port, '127.0.0.1', resolve));
    registry.host = `127.0.0.1:${(registry.#server.address() as AddressInfo).port}`;
    return registry;
  }

  get tags(): number {
    return [...this.#tags.values()].reduce((sum, tags) => sum + tags.size, 0);
  }

  requests(part = ''): readonly Asked[] {
    return this.asked.filter(({ url }) => url.includes(part));
  }

  /** Adds an image, or points the tag to another one. */
  push(repository: string, tag: string, config: object, layers: readonly string[]): string {
    const digest = this.#putManifest(this.#imageOf(config, layers), MANIFEST_TYPE);
    this.#tagsOf(repository).set(tag, digest);
    return digest;
  }

  /** As `push`, for a manifest of any form. */
  pushManifest(repository: string, tag: string, manifest: object, type: string): string {
    const digest = this.#putManifest(Buffer.from(JSON.stringify(manifest)), type);
    this.#tagsOf(repository).set(tag, digest);
    return digest;
  }

  /** A blob of any kind. */
  blob(bytes: Buffer): string {
    return this.#putBlob(bytes);
  }

  async layer(files: readonly SampleFile[]): Promise<string> {
    return this.#putBlob(gzipStored(await tarOf(files)));
  }

  untag(repository: string, tag: string): void {
    this.#tags.get(repository)?.delete(tag);
  }

  digestOf(repository: string, tag: string): string | undefined {
    return this.#tags.get(repository)?.get(tag);
  }

  /** The manifest is gone: it cannot be pulled by its digest either. */
  forget(digest: string): void {
    this.#manifests.delete(digest);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #fill({ repositories, tagsEach, layers, layerBytes }: RegistrySize): Promise<void> {
    const digests: string[] = [];
    for (let number = 0; number < layers; number++) digests.push(await this.layer(layerFiles(number, layerBytes)));
    this.layerDigests = digests;
    const bases = Math.max(1, Math.floor(layers / 60));
    const runtimes = Math.max(1, Math.floor(layers / 10));
    const own = layers - bases - runtimes;
    let next = 0;
    for (let repository = 0; repository < repositories; repository++) {
      const name = `team${repository % 20}/app${repository}`;
      for (let version = 0; version < tagsEach - 1; version++) {
        // Versions of one application keep most of what they stand on.
        const used = [digests[repository % bases]!, digests[bases + (repository % runtimes)]!, digests[bases + runtimes + ((repository * 7) % own)]!, digests[bases + runtimes + (next++ % own)]!];
        const config = (architecture: string) => ({
          architecture,
          os: 'linux',
          created: new Date(Date.UTC(2024, 0, 1 + version * 30, repository % 24)).toISOString(),
          config: { Env: ['PATH=/bin', ...(repository % 40 === 7 ? [`GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', 900_000 + repository)}`] : [])] },
          rootfs: { type: 'layers', diff_ids: [] },
          history: used.map((_, index) => ({ created_by: `COPY part${index} /app # buildkit` })),
        });
        let digest: string;
        if (repository % 10 === 3) {
          const manifests = ['amd64', 'arm64'].map((architecture) => {
            const bytes = this.#imageOf(config(architecture), used);
            return { mediaType: MANIFEST_TYPE, digest: this.#putManifest(bytes, MANIFEST_TYPE), size: bytes.length, platform: { os: 'linux', architecture } };
          });
          digest = this.#putManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests })), INDEX_TYPE);
        } else digest = this.#putManifest(this.#imageOf(config('amd64'), used), MANIFEST_TYPE);
        this.#tagsOf(name).set(`1.${version}`, digest);
        if (version === tagsEach - 2) this.#tagsOf(name).set('latest', digest);
      }
    }
  }

  #imageOf(config: object, layers: readonly string[]): Buffer {
    const text = JSON.stringify(config);
    return Buffer.from(JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: this.#putBlob(Buffer.from(text)), size: Buffer.byteLength(text) },
      layers: layers.map((digest) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: this.#blobs.get(digest)!.length })),
    }));
  }

  #tagsOf(repository: string): Map<string, string> {
    const known = this.#tags.get(repository) ?? new Map<string, string>();
    this.#tags.set(repository, known);
    return known;
  }

  #putBlob(bytes: Buffer): string {
    const digest = `sha256:${sha256(bytes)}`;
    this.#blobs.set(digest, bytes);
    return digest;
  }

  #putManifest(bytes: Buffer, type: string): string {
    const digest = `sha256:${sha256(bytes)}`;
    this.#manifests.set(digest, { bytes, type });
    return digest;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method = '' } = request;
    this.asked.push({ method, url });
    if (this.fault(request, response)) return;
    const { pathname, searchParams } = new URL(url, 'http://registry');
    const [, name = '', kind = '', rest = ''] = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(pathname) ?? [];
    if (pathname === '/v2/_catalog') return this.#list(response, '/v2/_catalog', 'repositories', [...this.#tags.keys()].sort(), searchParams, {});
    if (kind === 'tags' && this.#tags.has(name)) return this.#list(response, pathname, 'tags', [...this.#tags.get(name)!.keys()].sort(), searchParams, { name });
    if (kind === 'manifests') {
      const digest = rest.startsWith('sha256:') ? rest : this.#tags.get(name)?.get(rest);
      const stored = this.#manifests.get(digest ?? '');
      if (stored) {
        response.writeHead(200, { 'content-type': stored.type, 'content-length': stored.bytes.length, 'docker-content-digest': digest }).end(method === 'HEAD' ? undefined : stored.bytes);
        return;
      }
    }
    const blob = kind === 'blobs' ? this.#blobs.get(rest) : undefined;
    if (blob) {
      this.sent.set(rest, (this.sent.get(rest) ?? 0) + 1);
      this.bytesSent += blob.length;
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': blob.length }).end(blob);
      return;
    }
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
  }

  /** Pages as docker-registry gives them: a relative link, its own cap, and 400 for who asks for more than ten times that. */
  #list(response: ServerResponse, path: string, key: string, names: readonly string[], query: URLSearchParams, more: object): void {
    const wanted = Number(query.get('n') ?? this.cap);
    if (wanted > this.cap * 10) {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}');
      return;
    }
    const size = Math.min(wanted, this.cap);
    const last = query.get('last');
    const from = last === null ? 0 : names.findIndex((name) => name > last);
    const page = from < 0 ? [] : names.slice(from, from + size);
    const link = from >= 0 && from + size < names.length ? { link: `<${path}?last=${encodeURIComponent(page.at(-1)!)}&n=${size}>; rel="next"` } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...link }).end(JSON.stringify({ ...more, [key]: page.length === 0 ? null : page }));
  }
}

function layerFiles(number: number, bytes: number): readonly SampleFile[] {
  const line = `${number}: request served in 12 ms, status 200, see the token of the password\n`;
  const files: SampleFile[] = [{ path: `app/part${number}/log.txt`, content: line.repeat(Math.ceil(bytes / line.length)) }];
  if (number % 50 === 11) files.push({ path: 'app/.npmrc', content: `//registry.npmjs.org/:_authToken=${expandTemplate('npm_{base62:30}{crc32}', 800_000 + number)}\n` });
  if (number % 50 === 12) files.push({ path: 'app/.wh..npmrc', content: '' });
  return files;
}
