import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { rulesOfKind } from '../src/model/rule.js';
import { expandTemplate } from '../src/rule/template.js';
import { FileScanner } from '../src/scan/file.js';

/**
 * Tokens made from the rules' templates, as string constants of programs that are compiled here: which are found in the binary?
 * `npm run build && node dist/bench/programs.js`; `go`, `rustc` and `gcc` where they are on the PATH.
 */
const SEED = 2026;
const rules = rulesOfKind(builtInRuleSet, 'credential').filter((rule) => rule.rank === 'specific' && rule.patterns.some(({ paths }) => !paths));
const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));

interface Planted {
  readonly id: string;
  readonly text: string;
  readonly secret: string;
}

interface Found {
  readonly id: string;
  readonly secret: string;
}

async function find(bytes: Buffer, path: string): Promise<Found[]> {
  const found: Found[] = [];
  const scanner = new FileScanner(matcher, { document: ({ hits }) => hits.forEach(({ rule, secret }) => found.push({ id: rule.id, secret: secret.reveal()! })), notice: () => undefined });
  scanner.begin(path, bytes.length, 0);
  for (let at = 0; at < bytes.length; at += 256 * 1024) {
    scanner.write(bytes.subarray(at, at + 256 * 1024));
    await scanner.settle();
  }
  scanner.end();
  await scanner.settle();
  return found;
}

/** What is found in a text is what a program is held against: as the template has it, and the value alone. */
const withNames: Planted[] = [];
const alone: Planted[] = [];
for (const [index, rule] of rules.entries()) {
  const text = expandTemplate(rule.examples.leaks[0]!, SEED + index);
  const hit = (await find(Buffer.from(text, 'latin1'), 'etc/settings')).find(({ id }) => id === rule.id);
  if (!hit || /[\n\x80-\xff]/.test(text)) continue;
  withNames.push({ id: rule.id, text, secret: hit.secret });
  if ((await find(Buffer.from(`"${hit.secret}"\n`, 'latin1'), 'etc/settings')).some(({ id }) => id === rule.id)) alone.push({ id: rule.id, text: hit.secret, secret: hit.secret });
}

/** Compilers lay strings of one length side by side: tokens stand among messages as they do in other programs, not among tokens. */
const MESSAGES_A_TOKEN = 12;
const TOKENS_A_PROGRAM = 60;
const WORDS = 'cannot read the header of this file because it was closed before all data had been written and no other name is known for such value'.split(' ');
function amongMessages(texts: readonly string[]): string[] {
  return texts.flatMap((text, index) => [text, ...Array.from({ length: MESSAGES_A_TOKEN }, (_, message) => {
    let words = '';
    for (let at = index * 7 + message * 5; words.length < text.length; at += 1 + (message % 3)) words += `${words === '' ? '' : ' '}${WORDS[at % WORDS.length]!}`;
    return words.slice(0, text.length);
  })]);
}

const quote = (text: string): string => JSON.stringify(text);
/** One string at a time is chosen by the number of arguments, so that no compiler can leave one out. */
const LANGUAGES: Readonly<Record<string, { readonly name: string; readonly source: (texts: readonly string[]) => string; readonly build: readonly string[] }>> = {
  Go: { name: 'main.go', source: (texts) => `package main\nimport ("fmt"; "os")\nvar texts = []string{\n${texts.map((text) => `${quote(text)},`).join('\n')}\n}\nfunc main() { fmt.Println(texts[len(os.Args)]) }\n`, build: ['go', 'build', '-o', 'program', 'main.go'] },
  'Go, stripped': { name: 'main.go', source: (texts) => `package main\nimport ("fmt"; "os")\nfunc main() {\nswitch len(os.Args) {\n${texts.map((text, index) => `case ${index}: fmt.Println(${quote(text)})`).join('\n')}\n}\n}\n`, build: ['go', 'build', '-ldflags=-s -w', '-o', 'program', 'main.go'] },
  Rust: { name: 'main.rs', source: (texts) => `static TEXTS: [&str; ${texts.length}] = [\n${texts.map((text) => `${quote(text)},`).join('\n')}\n];\nfn main() { println!("{}", TEXTS[std::env::args().count()]); }\n`, build: ['rustc', '-O', '-o', 'program', 'main.rs'] },
  'Rust, a match': { name: 'main.rs', source: (texts) => `fn main() { println!("{}", match std::env::args().count() {\n${texts.map((text, index) => `${index} => ${quote(text)},`).join('\n')}\n_ => "none" }); }\n`, build: ['rustc', '-O', '-C', 'strip=symbols', '-o', 'program', 'main.rs'] },
  C: { name: 'main.c', source: (texts) => `#include <stdio.h>\nstatic const char *texts[] = {\n${texts.map((text) => `${quote(text)},`).join('\n')}\n};\nint main(int count, char **args) { (void)args; puts(texts[count]); return 0; }\n`, build: ['gcc', '-O2', '-o', 'program', 'main.c'] },
};

for (const [language, { name, source, build }] of Object.entries(LANGUAGES)) {
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-programs-'));
  try {
    for (const [what, planted] of [['alone', alone], ['with their names', withNames]] as const) {
      const missed: string[] = [];
      const others: string[] = [];
      for (let first = 0; first < planted.length; first += TOKENS_A_PROGRAM) {
        const some = planted.slice(first, first + TOKENS_A_PROGRAM);
        writeFileSync(join(folder, name), source(amongMessages(some.map(({ text }) => text))));
        execFileSync(build[0]!, build.slice(1), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, GO111MODULE: 'off', GOCACHE: join(folder, 'cache') } });
        const found = await find(readFileSync(join(folder, 'program')), 'usr/local/bin/program');
        // In a program another string may stand right behind it, and count as its end.
        missed.push(...some.filter(({ id, secret }) => !found.some((one) => one.id === id && one.secret.includes(secret))).map(({ id }) => id));
        others.push(...found.filter(({ secret }) => !some.some((one) => secret.includes(one.secret) || one.text.includes(secret))).map(({ id }) => id));
      }
      console.log(`${language}, ${what}: ${planted.length - missed.length} of ${planted.length} found; ${others.length} others${others.length > 0 ? ` (${others.join(', ')})` : ''}`);
      if (process.argv.includes('--missed')) console.log(`  missed: ${missed.join(', ')}`);
    }
  } catch (error) {
    console.log(`${language}: not built (${(error as Error).message.slice(0, 300)})`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
