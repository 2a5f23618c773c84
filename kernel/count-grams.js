/**
 * Counts which four bytes are frequent, for the choice of what the search looks for: `node kernel/count-grams.js file… > kernel/frequent-grams.txt`.
 * Letters in lower case, other bytes as the search folds them. Each line: the negative logarithm (base 2) of the share, then the grams.
 * The committed list was counted over npm packages, Debian's programs and documents, and jars.
 */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const FOLD = 0x20202020;
/** Every so many bytes one gram is counted. */
const STEP = 3;
/** Rarer ones are all the same to the search. */
const LEAST_SHARE = 1.5e-5;
/** A hash keeps the count of all grams small enough to hold. */
const HASH_BITS = 24;

const files = process.argv.slice(2).map((path) => readFileSync(path));
const rough = new Uint32Array(1 << HASH_BITS);
const total = files.reduce((sum, bytes) => sum + Math.ceil(Math.max(0, bytes.length - 3) / STEP), 0);
const each = (visit) => {
  for (const bytes of files) for (let at = 0; at + 4 <= bytes.length; at += STEP) visit(bytes.readInt32LE(at) | FOLD);
};
const hash = (gram) => Math.imul(gram, 0x9e3779b1) >>> (32 - HASH_BITS);
each((gram) => (rough[hash(gram)] += 1));
const counts = new Map();
each((gram) => {
  if (rough[hash(gram)] >= total * LEAST_SHARE) counts.set(gram, (counts.get(gram) ?? 0) + 1);
});
const levels = new Map();
for (const [gram, count] of counts) {
  const text = Buffer.from(Int32Array.of(gram).buffer).toString('latin1');
  if (count < total * LEAST_SHARE || !/^[\x20-\x7e]{4}$/.test(text)) continue;
  const level = Math.floor(-Math.log2(count / total));
  levels.set(level, [...(levels.get(level) ?? []), text]);
}
for (const [level, grams] of [...levels].sort((a, b) => a[0] - b[0])) process.stdout.write(`${level} ${grams.sort().join('')}\n`);
