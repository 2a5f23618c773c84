/**
 * What reading zstd costs by each of the ways that this Node has: its decoder without the stream, by its stream, and by the
 * package for older ones. `node dist/bench/zstd.js layer.tar.zst`, after `npm run build`; Node 22.15 and later have all three.
 */
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { ByteSource } from '../src/archive/byte-source.js';
import { unzstd, ZSTD_WAYS, type ZstdWay } from '../src/archive/zstd.js';

const RUNS = 5;

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Name a file: `zstd -3 layer.tar` makes one of a layer.');

async function decode(way: ZstdWay): Promise<{ bytes: number; seconds: number }> {
  const before = process.cpuUsage();
  const stored = createReadStream(path!, { highWaterMark: 1 << 18 });
  let bytes = 0;
  for await (const piece of unzstd(new ByteSource(stored[Symbol.asyncIterator]() as AsyncIterator<Buffer>), undefined, way)) bytes += piece.length;
  const { user, system } = process.cpuUsage(before);
  return { bytes, seconds: (user + system) / 1e6 };
}

const times = new Map<ZstdWay, number[]>(ZSTD_WAYS.map((way) => [way, []]));
let length = 0;
// Interleaved, so that a slow minute of the machine hits every way alike.
for (let run = 0; run < RUNS; run += 1) {
  for (const way of ZSTD_WAYS) {
    const { bytes, seconds } = await decode(way);
    length = bytes;
    times.get(way)!.push(seconds);
  }
}
process.stdout.write(`Node ${process.version}, ${(length / 1e6).toFixed(0)} MB uncompressed, median of ${RUNS} interleaved runs, CPU time\n`);
const NAMES: Readonly<Record<ZstdWay, string>> = { handle: "Node's decoder", stream: 'by its stream', fzstd: 'fzstd' };
for (const way of ZSTD_WAYS) {
  const time = [...times.get(way)!].sort((a, b) => a - b)[RUNS >> 1]!;
  process.stdout.write(`${NAMES[way].padEnd(16)} ${time.toFixed(2).padStart(6)} s  ${(length / 1e6 / time).toFixed(0).padStart(5)} MB/s\n`);
}
