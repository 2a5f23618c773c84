import { Buffer } from 'node:buffer';
import process from 'node:process';
import { Readable } from 'node:stream';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { rulesOfKind } from '../src/model/rule.js';
import { layerScan } from '../src/scan/layer.js';

/**
 * Memory for a layer that is one big file, generated while it is read.
 * `npm run build && node dist/bench/memory.js [GiB]`; default 2.
 */
const size = Math.round(Number(process.argv[2] ?? 2) * 2 ** 30);
/** Ordinary lines, and one in forty with words that are looked for. */
const lines = `${'2026-01-01T00:00:00Z info request served in 12 ms, status 200, 4711 bytes, worker 3\n'.repeat(39)}The token of the password: see https://example.com/a?key=value for more.\n`;
const piece = Buffer.from(lines.repeat(Math.ceil((256 * 1024) / lines.length))).subarray(0, 256 * 1024);

function header(): Buffer {
  const block = Buffer.alloc(512);
  block.write('var/big.log', 0);
  block.write('0000644\0', 100);
  // Base 256, since twelve octal digits end at 8 GiB.
  block[124] = 0x80;
  block.writeBigUInt64BE(BigInt(size), 128);
  block.write('00000000000\0', 136);
  block.write('        0', 148);
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function* tar(): Generator<Buffer> {
  yield header();
  for (let left = size; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
  yield Buffer.alloc((-size & 511) + 1024);
}

const scan = layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential')));
const before = process.cpuUsage();
const { statistics, notices } = await scan({
  descriptor: { mediaType: '', digest: '', size },
  diffId: null,
  index: 0,
  historyIndex: null,
  open: () => Promise.resolve(Readable.from(tar(), { objectMode: false })),
});
const { user, system } = process.cpuUsage(before);
console.log(`${(statistics.bytes / 2 ** 30).toFixed(1)} GiB in one file, ${notices.length} notices, ${(statistics.bytes / (user + system)).toFixed(0)} MB/s of CPU time, peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
