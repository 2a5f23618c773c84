import process from 'node:process';
import { loadLinearEngine } from '../src/match/linear-engine.js';
import { createMatcher } from '../src/match/matcher.js';
import type { CredentialRule } from '../src/model/rule.js';

/** The expressions that make other engines hang, as rules of strangers: the time a byte takes must not grow with the text. `npm run build && node dist/bench/explosions.js` */
const SIZES = [100_000, 200_000, 400_000, 800_000];
const RUNS = 3;
/** The second engine takes the expression times the text: shorter ones show as much. */
const SHORTER = 20;

const EXPLOSIONS: readonly (readonly [name: string, regex: string, keyword: string, unit: string, engine?: 'bounded'])[] = [
  ['(a+)+b', 'key(?P<secret>(?:a+)+)b', 'key', `key${'a'.repeat(30)}`],
  ['(a|a|aa)*!', 'key(?P<secret>(?:a|a|aa)*)!', 'key', `key${'a'.repeat(30)}`],
  ['(.*)*=', 'key(?P<secret>(?:.*)*)=$', 'key', `key${'x'.repeat(30)}`],
  ['a{0,200} five times', 'key(?P<secret>a{0,200}a{0,200}a{0,200}a{0,200}a{0,200})b', 'key', `key${'a'.repeat(300)}`],
  ['nothing but keywords', 'key(?P<secret>[a-z]*)=', 'key', 'key'],
  // What RE2 cannot say.
  ['a{0,200} five times (?!c)', 'key(?<secret>a{0,200}a{0,200}a{0,200}a{0,200}a{0,200})(?!c)b', 'key', `key${'a'.repeat(300)}`, 'bounded'],
  ['((a|aa){0,9}){0,9}(?=b)', 'key(?<secret>(?:(?:a|aa){0,9}){0,9})(?=b)', 'key', `key${'a'.repeat(300)}`, 'bounded'],
  ['((?=a{0,30}b)a|a){0,50}', 'key(?<secret>(?:(?=a{0,30}b)a|a){0,50})c', 'key', `key${'a'.repeat(300)}`, 'bounded'],
  ['(["\'])(a{0,40}a{0,40})\\1', 'key(["\'])(?<secret>a{0,40}a{0,40})\\1', 'key', `key"${'a'.repeat(300)}`, 'bounded'],
  ['a{0,1500}(?!a)', 'key(?<secret>a{0,1500})(?!a)b', 'key', 'key', 'bounded'],
];

const linear = await loadLinearEngine();
for (const [name, regex, keyword, unit, engine = 'linear'] of EXPLOSIONS) {
  const rule: CredentialRule = {
    kind: 'credential', id: 'explosion', title: 'Explosion', severity: 'low', why: '', fix: '', references: [], rank: 'specific', rotate: { url: null, steps: [] },
    examples: { leaks: [], clean: [] }, patterns: [{ keywords: [keyword], regex, reach: 1000, engine }],
  };
  const matcher = createMatcher([rule], { engine: 'wasm', linear });
  const sizes = engine === 'bounded' ? SIZES.map((size) => size / SHORTER) : SIZES;
  const rates = sizes.map((size) => {
    const bytes = Buffer.from(unit.repeat(Math.ceil(size / unit.length)));
    let best = Infinity;
    for (let run = 0; run < RUNS; run += 1) {
      const before = process.cpuUsage();
      matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'x' });
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, user + system);
    }
    return (best * 1e3) / bytes.length;
  });
  console.log(`${name.padEnd(24)} ns a byte at ${sizes.map((size, at) => `${size / 1000} kB: ${rates[at]!.toFixed(0)}`).join(', ')}`);
}
