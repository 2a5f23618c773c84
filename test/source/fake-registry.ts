import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseImageName } from '../../src/source/registry/image-name.js';
import type { Timing } from '../../src/source/registry/timing.js';
import { openRegistry } from '../../src/source/registry-source.js';
import type { OpenedImages, OpenOptions } from '../../src/source/source.js';
import { sha256 } from './craft.js';

/** Short enough for tests, long enough for a busy machine. */
export const QUICK: Timing = { idle: 400, retries: 3, firstPause: 5, longestPause: 20, longestWait: 2_000 };

/** Answers a request in place of the registry; false leaves it to the registry. */
export type Fault = (request: IncomingMessage, response: ServerResponse, body: Buffer | null) => boolean;

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly authorization: string | null;
  readonly range: string | null;
  readonly body: string;
}

/** A registry in this process that holds one image of one layer, `app/x:1`, and fails as a test wants it. */
export class FakeRegistry {
  readonly seen: Seen[] = [];
  readonly layer: Buffer;
  readonly layerDigest: string;
  readonly #stored = new Map<string, { bytes: Buffer; type: string }>();
  readonly #server: Server;
  /** `127.0.0.1:port`, also after it has stopped. */
  host = '';
  fault: Fault = () => false;

  private constructor(layer: Buffer) {
    this.layer = layer;
    this.layerDigest = `sha256:${sha256(layer)}`;
    const config = JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [this.layerDigest] }, history: [{ created_by: 'step' }] });
    this.put('blobs', layer, 'application/octet-stream');
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: this.put('blobs', Buffer.from(config), 'application/octet-stream'), size: config.length },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: this.layerDigest, size: layer.length }],
    };
    this.tag('1', manifest, manifest.mediaType);
    this.#server = createServer((request, response) => void this.#answer(request, response));
    // A request that was cut off is what the tests are about.
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  static async start(layer: Buffer = randomBytes(300_000)): Promise<FakeRegistry> {
    const registry = new FakeRegistry(layer);
    registry.#server.listen(0, '127.0.0.1');
    await new Promise((resolve) => registry.#server.once('listening', resolve));
    registry.host = `127.0.0.1:${(registry.#server.address() as AddressInfo).port}`;
    return registry;
  }

  put(kind: 'blobs' | 'manifests', bytes: Buffer, type: string): string {
    const digest = `sha256:${sha256(bytes)}`;
    this.#stored.set(`${kind}/${digest}`, { bytes, type });
    return digest;
  }

  tag(tag: string, manifest: unknown, type: string): string {
    const bytes = Buffer.isBuffer(manifest) ? manifest : Buffer.from(JSON.stringify(manifest));
    this.#stored.set(`manifests/${tag}`, { bytes, type });
    return this.put('manifests', bytes, type);
  }

  /** What is stored under `manifests/TAG` or `blobs/DIGEST`. */
  bytesOf(name: string): Buffer {
    return this.#stored.get(name)!.bytes;
  }

  /** What was asked for, of blobs or manifests or all. */
  requests(part = ''): readonly Seen[] {
    return this.seen.filter(({ url }) => url.includes(part));
  }

  open(name = 'app/x:1', options: OpenOptions<never> = {}, env: Readonly<Record<string, string>> = { HOME: '/nowhere' }, timing: Timing = QUICK): Promise<OpenedImages<never>> {
    return openRegistry(parseImageName(`${this.host}/${name}`)!, options, env, timing);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const { url = '', method = '', headers } = request;
    this.seen.push({ method, url, host: headers.host ?? '', authorization: headers.authorization ?? null, range: headers.range ?? null, body: Buffer.concat(pieces).toString() });
    const found = /^\/v2\/app\/x\/((?:blobs|manifests)\/[^/?]+)$/.exec(url);
    const stored = found ? this.#stored.get(found[1]!) : undefined;
    if (this.fault(request, response, stored?.bytes ?? null)) return;
    if (!stored) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
      return;
    }
    sendPart(request, response, stored.bytes, stored.type);
  }
}

/** As servers do that know ranges; `cut` ends the connection after so many bytes. */
export function sendPart(request: IncomingMessage, response: ServerResponse, bytes: Buffer, type = 'application/octet-stream', cut = Infinity): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start >= bytes.length && start > 0) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const part = bytes.subarray(start);
  const range = start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { 'content-type': type, 'content-length': part.length, ...range });
  if (cut >= part.length) response.end(part);
  else response.write(part.subarray(0, cut), () => setTimeout(() => response.destroy(), 5));
}
