/** What benches make tars of while they are read, so that nothing is stored. */
import { Buffer } from 'node:buffer';

/** Ordinary lines, and one in forty with words that are looked for. */
const lines = `${'2026-01-01T00:00:00Z info request served in 12 ms, status 200, 4711 bytes, worker 3\n'.repeat(39)}The token of the password: see https://example.com/a?key=value for more.\n`;

/** 256 KiB of a log. */
export const piece = Buffer.from(lines.repeat(Math.ceil((256 * 1024) / lines.length))).subarray(0, 256 * 1024);

/** The header of a file; its path is ASCII and has at most 100 bytes. */
export function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(path, 0);
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
