import type { CredentialRule, Rule } from '../../src/model/rule.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { Matcher } from '../../src/match/matcher.js';
import { BANDS, type Band } from './rows.js';
import type { Member } from './row.js';
import { proofOf, PROOFS, tryForm, type Proof } from './try.js';

/** The seed that the page is made with; tests take others, too. */
const SEED = 1;

interface Line {
  readonly rule: string | null;
  readonly proof: Proof | null;
  readonly text: string;
}

/** The page that says what of the table of credentials has a rule, what is held against it, and what other rules there are. */
export function coveragePage(rules: readonly Rule[]): string {
  const credentials = rules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
  const matcher = createMatcher(credentials);
  const bands = BANDS.map((band) => ({ ...band, lines: band.rows.flatMap(({ kind, members }) => Object.entries(members).map(([name, member]) => lineOf(matcher, kind, name, member))) }));
  const lines = bands.flatMap(({ lines }) => lines);
  const listed = new Set(lines.map(({ rule }) => rule));
  const others = credentials.filter(({ id }) => !listed.has(id));
  return [
    '# Coverage',
    '',
    'What kinds of credentials have a rule, and what of a value can be checked without asking anyone. Made by `npm run docs` from the rows in',
    '`docs/coverage` and from what the rules then find; `test/coverage.test.ts` fails where a row loses its rule.',
    '',
    ...counts(BANDS, lines, credentials, others.length),
    '',
    'What is held against a value: **checksum** is computed, **parse** is decoded and read, **structure** is a fixed prefix with a length and an',
    "alphabet, **name** is the issuer's name or a secret's in front of a value that must look drawn. The forms are templates, as in",
    '[custom rules](custom-rules.md).',
    '',
    ...bands.flatMap(({ title, lines }) => [`## ${title}`, '', '| Credential | Rule | Held against it | Forms |', '| --- | --- | --- | --- |', ...lines.map(({ text }) => text), '']),
    '## Rules for what no row names',
    '',
    others.map(({ id, title }) => `[${title}](rules/${id}.md)`).sort().join(' · '),
    '',
    '## What was held against a document',
    '',
    documents(credentials),
    '',
  ].join('\n');
}

function lineOf(matcher: Matcher, kind: string, name: string, member: Member): Line {
  if (typeof member === 'string') return { rule: null, proof: null, text: `| ${cell(kind)}: ${cell(name)} | none | ${cell(member)} | |` };
  const [id, ...forms] = member;
  const rule = matcher.rules.get(id)!;
  const proofs = forms.map((form) => proofOf(rule, form, SEED) ?? 'name');
  const proof = PROOFS.find((one) => proofs.includes(one))!;
  const mild = forms.every((form) => tryForm(matcher, form, SEED).every(({ severity }) => severity === 'info'));
  const held = `${[...new Set(proofs)].join(', ')}${mild ? '; reported as `info`' : ''}`;
  return { rule: id, proof, text: `| ${cell(kind)}: ${cell(name)} | [${id}](rules/${id}.md) | ${held} | ${forms.map((form) => `\`${cell(shown(form))}\``).join(' ')} |` };
}

function counts(bands: readonly Band[], lines: readonly Line[], credentials: readonly CredentialRule[], others: number): string[] {
  const table = bands.slice(0, -1).reduce((sum, { rows }) => sum + rows.length, 0);
  const patterns = credentials.reduce((sum, { patterns }) => sum + patterns.length, 0);
  const byProof = PROOFS.map((proof) => `${lines.filter((line) => line.proof === proof).length} ${proof}`).join(', ');
  return [
    `- ${table} rows of the table and ${bands.at(-1)!.rows.length} rows of newer ones, ${lines.length} members in all; ${lines.filter(({ rule }) => rule === null).length} without a rule, with the reason.`,
    `- ${credentials.length} rules with ${patterns} patterns, ${others} of them for what no row names.`,
    `- The best that is held against a member: ${byProof}.`,
    '- The order is a judgement, not a measurement: first what builds read and services start with.',
  ];
}

/** A rule that names a document has been held against it; the others name only the page where the credential is revoked. */
function documents(credentials: readonly CredentialRule[]): string {
  const held = credentials.filter(({ references, rotate }) => references.some((reference) => reference !== rotate.url));
  return [
    `${held.length} of ${credentials.length} rules name a document that states the shape or leads to the page of revocation; the page of a rule lists it under`,
    `"References". The other ${credentials.length - held.length} rest on shapes that several tools publish, or on the issuer's name in front of a drawn value; their page of`,
    'revocation has been checked for its form and its host alone, and may have moved.',
  ].join('\n');
}

/** As it would be written in a string, on one line. */
const shown = (form: string): string => JSON.stringify(form).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', "'");

const cell = (text: string): string => text.replaceAll('|', '\\|');
