import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { scanReference } from '../src/index.js';
import { header, piece } from './generated-tar.js';

/**
 * Peak memory for one huge layer of a registry. A process of its own makes the layer while it serves it, so that nothing is
 * stored anywhere: one file of half the size, then files of 16 KiB.
 * `npm run build && node dist/bench/registry-memory.js [GiB] [none|gzip] [threads]`; default 2, gzip, and as many as a scan takes.
 */
const [gibibytes = '2', compression = 'gzip', role] = process.argv.slice(2);
const size = Math.round(Number(gibibytes) * 2 ** 30);
const SMALL = 16 * 1024;

function* tar(): Generator<Buffer> {
  const big = Math.floor(size / 2 / piece.length) * piece.length;
  yield header('var/big.log', big);
  for (let left = big; left > 0; left -= piece.length) yield piece;
  for (let index = 0; index * (SMALL + 512) < size - big; index++) {
    yield header(`srv/${index % 100}/${index}.log`, SMALL);
    yield piece.subarray(0, SMALL);
  }
  yield Buffer.alloc(1024);
}

function layer(): Readable {
  const plain = Readable.from(tar(), { objectMode: false });
  return compression === 'gzip' ? plain.pipe(createGzip({ level: 1 })) : plain;
}

async function serve(): Promise<void> {
  const hash = createHash('sha256');
  let stored = 0;
  for await (const chunk of layer() as AsyncIterable<Buffer>) {
    hash.update(chunk);
    stored += chunk.length;
  }
  const digest = `sha256:${hash.digest('hex')}`;
  const config = JSON.stringify({ os: 'linux', architecture: 'amd64', history: [{ created_by: 'COPY . /' }] });
  const configDigest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size: config.length },
    layers: [{ mediaType: `application/vnd.oci.image.layer.v1.tar${compression === 'gzip' ? '+gzip' : ''}`, digest, size: stored }],
  });
  const server = createServer((request, response) => {
    const asked = request.url?.split('/').at(-1);
    if (asked === digest) layer().pipe(response.writeHead(200, { 'content-length': stored }));
    else if (asked === configDigest) response.end(config);
    else if (asked === '1') response.writeHead(200, { 'content-type': mediaType }).end(manifest);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.({ port: (server.address() as AddressInfo).port, stored });
}

async function measure(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), [gibibytes, compression, 'serve']);
  const [{ port, stored }] = (await once(server, 'message')) as [{ port: number; stored: number }];
  const before = process.memoryUsage.rss();
  const began = performance.now();
  const [report] = await scanReference(`docker://127.0.0.1:${port}/big:1`, role === undefined ? {} : { threads: Number(role) });
  server.kill();
  const { statistics, complete } = report!;
  console.log(
    `${(statistics.bytes / 2 ** 30).toFixed(2)} GiB in ${statistics.files} files of one layer (${(stored / 2 ** 20).toFixed(0)} MiB as ${compression}) from a registry, ` +
      `${complete ? 'complete' : 'INCOMPLETE'}, ${((performance.now() - began) / 1000).toFixed(1)} s, RSS ${(before / 2 ** 20).toFixed(0)} MiB before, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
}

await (role === 'serve' ? serve() : measure());
