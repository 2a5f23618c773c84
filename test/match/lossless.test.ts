import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { decodeText } from '../../src/content/decode.js';
import { SurveyKernel } from '../../src/content/survey-kernel.js';
import { surveyPlainly, type Survey } from '../../src/content/survey.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { GateTable } from '../../src/match/gate-table.js';
import { Gate } from '../../src/match/gate.js';
import { createMatcher, type Matcher } from '../../src/match/matcher.js';
import { RegexTreeReader } from '../../src/match/regex-tree.js';
import { loadTables } from '../../src/match/search.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { DocumentScanner } from '../../src/scan/document.js';
import { newWork } from '../../src/scan/parse.js';

/** Nothing may be lost by being fast: what is found by tables, kernels and gates is what is found by trying. */
const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const examples = rules.flatMap((rule) => rule.examples.leaks.map((template, index) => expandTemplate(template, index + 1)));
// The tables that the build made are what scans use.
await loadTables();
const engines = { plain: createMatcher(rules, { engine: 'plain' }), wasm: createMatcher(rules, { engine: 'wasm' }), scalar: createMatcher(rules, { engine: 'scalar' }) };

function corpus(name: string, field: string): readonly string[] | null {
  const file = new URL(`../../../shared/corpus/${name}.jsonl.gz`, import.meta.url);
  if (!existsSync(file)) {
    console.log(`Skipped: ${file.pathname} is not here.`);
    return null;
  }
  return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').map((line) => (JSON.parse(line) as Record<string, string>)[field]!);
}

const sources: readonly (readonly [name: string, texts: readonly string[] | null])[] = [
  ['the examples of the rules', examples],
  ['credentials of other tools\' tests', corpus('credential-vectors', 'text')],
  ['real Dockerfiles', corpus('dockerfiles', 'dockerfile')],
];
const each = sources.map(([name, texts]) => [name, texts ?? []] as const);
/** Where texts of others are not at hand, what needs them is skipped; the reason has been printed. */
const testWith = (texts: readonly string[]): typeof test => (texts.length > 0 ? test : test.skip) as typeof test;

/** As stored, and in the codings that are looked into. */
const CODINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it stands', (text) => text],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in hexadecimal digits', (text) => Buffer.from(text).toString('hex')],
  ['as a JSON string', (text) => JSON.stringify(text)],
  ['in a URL', (text) => `?q=${encodeURIComponent(Buffer.from(text).toString())}`],
];

/** Every hit of a document that comes in pieces of some size, with all that is said of it. */
function scan(matcher: Matcher, bytes: Buffer, piece: number): string[] {
  const scanner = new DocumentScanner(matcher, newWork());
  scanner.begin('srv/settings', bytes.length + 1);
  for (let at = 0; at < bytes.length; at += piece) scanner.write(bytes.subarray(at, at + piece));
  return scanner.end().hits.map(({ rule, start, end, confidence, severity, evidence, region, excerpt }) => JSON.stringify([rule.id, start, end, confidence, severity, evidence, region, excerpt]));
}

for (const [name, texts] of each) {
  describe(name, () => {
    testWith(texts)('a gate lets pass whatever an expression matches', () => {
      const pool = new ByteSetPool();
      const reader = new RegexTreeReader(pool);
      let matched = 0;
      for (const rule of rules) {
        for (const pattern of rule.patterns) {
          if ((pattern.before ?? 0) > 0) continue;
          const gates = new GateTable(pool);
          const [beginning] = gates.add(reader.read(pattern), [[]]);
          if (!beginning) continue;
          const gate = new Gate(gates.gates(), beginning.gate);
          const regex = new RegExp(pattern.regex, `y${pattern.flags ?? ''}`);
          const words = pattern.keywords.map((word) => word.toLowerCase());
          for (const text of texts) {
            const folded = text.toLowerCase();
            for (const word of words) {
              for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
                regex.lastIndex = at;
                if (!regex.test(text)) continue;
                matched += 1;
                if (!gate.passes(Buffer.from(text, 'latin1'), at, beginning)) throw new Error(`${rule.id}: the gate keeps back ${pattern.regex} at ${at}`);
              }
            }
          }
        }
      }
      expect(matched).toBeGreaterThan(texts.length / 4);
    }, 120_000);

    testWith(texts)('the kernel that looks for codings loses none', () => {
      const kernel = SurveyKernel.make()!;
      const shown = (bytes: Buffer, look: (inner: Buffer) => Survey): string[] => {
        const found: string[] = [];
        decodeText(bytes, (text) => found.push(`${text.coding} ${text.start} ${text.end} ${text.bytes.toString('latin1')}`), look);
        return found;
      };
      let decoded = 0;
      for (const text of texts) {
        for (const [, encode] of CODINGS) {
          const bytes = Buffer.from(encode(text));
          const plain = shown(bytes, surveyPlainly);
          decoded += plain.length;
          expect(shown(bytes, (inner) => kernel.survey(inner))).toEqual(plain);
        }
      }
      expect(decoded).toBeGreaterThan(texts.length);
    }, 120_000);

    testWith(texts).each(CODINGS)('%s, in one document of several windows: every engine finds what looking for each keyword finds', (coding, encode) => {
      // Fewer texts a document than it may have hits, and enough between them to reach over a window's seam.
      for (let from = 0; from < texts.length; from += 400) {
        const parts = texts.slice(from, from + 400).map(encode);
        const room = Math.max(0, Math.ceil((1_300_000 - parts.join('').length) / parts.length));
        const bytes = Buffer.from(parts.map((part) => `${part}\n${'. '.repeat(room / 2)}\n`).join(''));
        const plain = scan(engines.plain, bytes, bytes.length);
        expect(scan(engines.wasm, bytes, 300_007)).toEqual(plain);
        if (coding === CODINGS[0]![0]) expect(scan(engines.scalar, bytes, 65_536)).toEqual(plain);
      }
    }, 240_000);
  });
}
