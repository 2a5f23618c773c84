import { readFileSync, existsSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lintText } from '../src/index.js';
import { BASELINES } from './name-rules.js';

/** A row of the corpus; lines count from 1. */
interface Row {
  readonly id: string;
  readonly group: string;
  readonly dockerfile: string;
  readonly expect: readonly Mark[];
  readonly optional?: readonly Mark[];
  readonly doubtful?: boolean;
}

interface Mark {
  readonly line: number;
  readonly kind: string;
  readonly instruction_line?: number;
}

/** Lines that a linter reports, with what it says of them. */
type Linter = (row: Row) => Promise<readonly { readonly line: number; readonly what: string }[]>;

interface Tally {
  found: number;
  missed: number;
  wrong: number;
}

const CORPUS = new URL('../../../shared/corpus/dockerfiles.jsonl.gz', import.meta.url);

if (existsSync(CORPUS)) await main();
else console.log(`Skipped: ${CORPUS.pathname} is not here.`);

async function main(): Promise<void> {
  const verbose = process.argv.includes('--verbose');
  const rows = gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Row);
  console.log(`${rows.length} Dockerfiles; a line counts once; rows that are doubtful are left out of the groups and counted on their own.\n`);
  await measure('layerlint', lintWithLayerlint, rows, verbose);
  for (const { name, lines } of BASELINES) await measure(name, (row) => Promise.resolve(lines(row.dockerfile)), rows, false);
}

async function lintWithLayerlint(row: Row): ReturnType<Linter> {
  const { findings } = await lintText(row.dockerfile, 'Dockerfile');
  return findings.map(({ ruleId, location }) => ({ line: location.region?.startLine ?? 0, what: ruleId }));
}

async function measure(name: string, lint: Linter, rows: readonly Row[], verbose: boolean): Promise<void> {
  const groups = new Map<string, Tally>();
  const kinds = new Map<string, Tally>();
  const remarks: string[] = [];
  for (const row of rows) {
    const group = row.doubtful ? 'doubtful' : row.group;
    const found = await lint(row);
    const lines = [...new Set(found.map(({ line }) => line))];
    const hits = (mark: Mark, line: number): boolean => line === mark.line || line === mark.instruction_line;
    for (const mark of row.expect) {
      const hit = lines.some((line) => hits(mark, line));
      for (const tally of [tallyOf(groups, group), tallyOf(kinds, mark.kind)]) tally[hit ? 'found' : 'missed'] += 1;
      if (!hit) remarks.push(`missed  ${row.id}:${mark.line} ${mark.kind}: ${row.dockerfile.split('\n')[mark.line - 1]?.slice(0, 120)}`);
    }
    for (const line of lines) {
      if ([...row.expect, ...(row.optional ?? [])].some((mark) => hits(mark, line))) continue;
      tallyOf(groups, group).wrong += 1;
      const what = found.filter((one) => one.line === line).map((one) => one.what);
      for (const one of new Set(what)) tallyOf(kinds, `by ${one}`).wrong += 1;
      remarks.push(`wrong   ${row.id}:${line} ${what.join(', ')}: ${row.dockerfile.split('\n')[line - 1]?.slice(0, 120)}`);
    }
  }
  console.log(name);
  const total = sum([...groups].filter(([group]) => group !== 'doubtful').map(([, tally]) => tally));
  for (const [group, tally] of [...[...groups].sort(), ['all but doubtful', total] as const]) console.log(`  ${group.padEnd(24)} ${describe(tally)}`);
  if (verbose) {
    for (const [kind, { found, missed, wrong }] of [...kinds].sort()) console.log(`    ${kind.padEnd(32)} found ${found}, missed ${missed}, wrong ${wrong}`);
    for (const remark of remarks) console.log(`  ${remark}`);
  }
  console.log('');
}

function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const tally = tallies.get(key) ?? { found: 0, missed: 0, wrong: 0 };
  tallies.set(key, tally);
  return tally;
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ found: a.found + b.found, missed: a.missed + b.missed, wrong: a.wrong + b.wrong }), { found: 0, missed: 0, wrong: 0 });
}

function describe({ found, missed, wrong }: Tally): string {
  const share = (part: number, whole: number): string => (whole === 0 ? '  –  ' : (part / whole).toFixed(3));
  return `precision ${share(found, found + wrong)}  recall ${share(found, found + missed)}  (found ${found}, missed ${missed}, wrong ${wrong})`;
}
