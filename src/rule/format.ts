import { z } from 'zod';
import { LayerlintError } from '../model/error.js';
import type { CredentialRule, Pattern } from '../model/rule.js';
import { CONFIDENCES, SEVERITIES } from '../model/severity.js';
import { defineCredential } from './define.js';
import { INJECT } from './issued.js';
import { readShape } from './shape.js';
import type { RuleSyntax } from './syntax.js';
import { expandTemplate } from './template.js';

/** A window's overlap grows with the longest reach of all rules. */
const FARTHEST_REACH = 20_000;
/** Each byte in front of a keyword is one more place to try. */
const FARTHEST_BEFORE = 256;

const evidenceUse = z.strictObject({ name: z.string().min(1), options: z.record(z.string(), z.union([z.number(), z.string()])).optional() });

const expression = z.string().min(1).max(8192);

const exception = z.strictObject({
  target: z.enum(['secret', 'match', 'line']).optional(),
  regexes: z.array(expression).min(1).optional(),
  words: z.array(z.string().min(1)).min(1).optional(),
  paths: z.array(expression).min(1).optional(),
  every: z.boolean().optional(),
});

const pattern = z.strictObject({
  keywords: z.array(z.string().regex(/^[\x20-\x7e]{3,64}$/, 'must be three to 64 ASCII characters')).min(1).optional(),
  regex: z.string().min(1).max(8192),
  flags: z.string().regex(/^[ims]*$/, 'may hold i, m and s only').optional(),
  engine: z.enum(['linear', 'bounded']).optional(),
  before: z.int().min(0).max(FARTHEST_BEFORE).optional(),
  reach: z.int().min(3).max(FARTHEST_REACH).optional(),
  confidence: z.enum(CONFIDENCES).optional(),
  evidence: z.array(evidenceUse).optional(),
  paths: z.array(z.string().min(1)).min(1).optional(),
  within: expression.optional(),
  entropy: z.number().min(0).max(8).optional(),
  except: z.array(exception).optional(),
});

const companion = z.strictObject({
  label: z.string().min(1).max(60),
  regex: z.string().min(1).max(2048).optional(),
  flags: z.string().regex(/^i?$/, 'may hold i only').optional(),
  when: z.string().min(1).max(512).optional(),
  rule: z.string().min(1).optional(),
  within: z.int().min(1).max(4096).optional(),
});

const rule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be kebab-case'),
  title: z.string().min(1),
  severity: z.enum(SEVERITIES),
  why: z.string().min(1).default('Whoever reads it can use it.'),
  fix: z.string().min(1).default(INJECT),
  references: z.array(z.url({ protocol: /^https$/ })).default([]),
  rank: z.enum(['specific', 'generic']).optional(),
  patterns: z.array(pattern).min(1),
  companions: z.array(companion).min(1).optional(),
  rotate: z
    .strictObject({ url: z.url({ protocol: /^https$/ }).nullable(), steps: z.array(z.string().min(1)).min(1) })
    .default({ url: null, steps: ['Make a new one, hand it to what needs it, and revoke this one.'] }),
  examples: z.strictObject({ leaks: z.array(z.string()).default([]), clean: z.array(z.string()).default([]) }).default({ leaks: [], clean: [] }),
});

/** A file of rules: what users write, and what every built-in credential rule can be written as. */
const rulesDocument = z.strictObject({ rules: z.array(rule).max(10_000) });

type RuleData = z.output<typeof rule>;

/** The JSON Schema (draft 2020-12) of a rules file, for editors. */
export function rulesJsonSchema(): object {
  return z.toJSONSchema(rulesDocument, { io: 'input' });
}

/** Where in its file a value of the document stands, as `:line:column`; '' where that is not known. */
export type Locate = (path: readonly (string | number)[]) => string;

const NOWHERE: Locate = () => '';

/**
 * The rules of a parsed document. With `syntax`, every pattern that the linear engine can say is turned into one of its own, only
 * the others must have a shape that cannot be made slow, and keywords that are not given are read from the expression. Throws
 * `rules-invalid`, naming `file`, the place, the rule and what to mend.
 */
export function readRules(document: unknown, file: string, syntax: RuleSyntax | null = null, locate: Locate = NOWHERE, examples: 'checked' | 'to be tried' = 'checked'): CredentialRule[] {
  const parsed = rulesDocument.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
    const [list, index] = path;
    const id = list === 'rules' && typeof index === 'number' ? idOf(document, index) : null;
    throw invalid(`${file}${locate(path)}`, id, `\`${path.join('.') || 'the document'}\` is wrong: ${issue.message}`);
  }
  const seen = new Set<string>();
  return parsed.data.rules.map((data, index) => {
    const at = (...path: readonly (string | number)[]): string => `${file}${locate(['rules', index, ...path])}`;
    if (seen.has(data.id)) throw invalid(at('id'), data.id, 'its id stands twice');
    seen.add(data.id);
    const built = buildRule(data, at, syntax);
    if (examples === 'checked') checkExamples(built, at('examples', 'leaks'));
    return built;
  });
}

/** The rule as a document's entry; `readRules` gives the same rule back. */
export function writeRule(rule: CredentialRule): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'kind'));
}

function idOf(document: unknown, index: number): string | null {
  const id = (document as { rules?: { id?: unknown }[] } | null)?.rules?.[index]?.id;
  return typeof id === 'string' ? id.slice(0, 80) : `#${index + 1}`;
}

/** Names the place of a part of a rule. */
type Place = (...path: readonly (string | number)[]) => string;

function buildRule(data: RuleData, at: Place, syntax: RuleSyntax | null): CredentialRule {
  const patterns = data.patterns.map((one, index) => buildPattern(one, data.id, (...path) => at('patterns', index, ...path), syntax));
  (data.companions ?? []).forEach((one, index) => checkCompanion(one, data.id, at('companions', index)));
  return defineCredential({ ...(data as Omit<CredentialRule, 'kind' | 'rank'>), patterns });
}

function checkCompanion({ label, regex, when, rule: other, flags }: z.output<typeof companion>, id: string, place: string): void {
  if ((regex === undefined) === (other === undefined)) throw invalid(place, id, `its companion \`${label}\` needs either \`regex\` or \`rule\``);
  for (const source of [regex ?? '', when ?? '']) {
    try {
      new RegExp(source, flags);
    } catch (cause) {
      throw invalid(place, id, `the regex of its companion \`${label}\` does not compile (${(cause as Error).message})`, cause);
    }
    const [danger] = readShape(source).dangers;
    if (danger !== undefined) throw invalid(place, id, `the regex of its companion \`${label}\` can be made slow: ${danger}`);
  }
}

function buildPattern(data: RuleData['patterns'][number], id: string, at: Place, syntax: RuleSyntax | null): Pattern {
  const flags = data.flags ?? '';
  const linear = syntax?.engine ?? null;
  try {
    if (data.engine !== 'linear') new RegExp(data.regex, flags);
    else if (linear) linear.compile(data as Pick<Pattern, 'regex' | 'flags' | 'before'>);
  } catch (cause) {
    throw invalid(at('regex'), id, `the regex does not compile (${(cause as Error).message})`, cause);
  }
  if (!/\(\?P?<secret>/.test(data.regex)) throw invalid(at('regex'), id, 'the regex has no group `(?<secret>…)`');
  checkExpressions(data, id, at, syntax);
  const shape = readShape(data.regex);
  const translated = data.engine === 'linear' ? data.regex : (linear?.translate(data.regex, flags) ?? null);
  const bounded = translated === null && linear !== null;
  if (translated === null && !bounded && shape.dangers.length > 0) throw invalid(at('regex'), id, `the regex can be made slow: ${shape.dangers[0]}; write \`{0,40}\` with a bound`);
  // What a look-ahead saw is part of the match where the linear engine cannot look ahead.
  const reach = data.reach ?? shape.longest + (translated === null ? 0 : shape.looks);
  if (reach === Infinity) throw invalid(at('regex'), id, 'the regex can match any number of bytes; say with `reach` how many are looked at');
  if (reach > FARTHEST_REACH) throw invalid(at('regex'), id, `the regex can match ${reach} bytes; at most ${FARTHEST_REACH} are looked at`);
  const found = data.keywords ? null : findKeywords(data, translated, id, at, syntax);
  const keywords = data.keywords ?? found!.words;
  for (const keyword of keywords) {
    if (keyword.length > reach) throw invalid(at('keywords'), id, `the keyword \`${keyword}\` is longer than the reach`);
  }
  const pattern = { ...(data as Omit<Pattern, 'reach' | 'keywords'>), keywords, reach, ...(found && found.before > 0 ? { before: Math.max(found.before, data.before ?? 0) } : {}) };
  if (translated !== null) return { ...pattern, regex: translated, engine: 'linear' };
  if (!bounded) return pattern;
  try {
    linear.compile({ ...pattern, engine: 'bounded' });
  } catch (cause) {
    throw invalid(at('regex'), id, `the regex can be made slow: ${(cause as Error).message}`, cause);
  }
  return { ...pattern, engine: 'bounded' };
}

function checkExpressions({ within, except = [] }: RuleData['patterns'][number], id: string, at: Place, syntax: RuleSyntax | null): void {
  if (!syntax) return;
  const check = (regex: string, ...path: readonly (string | number)[]): void => {
    try {
      syntax.engine.compile({ regex });
    } catch (cause) {
      throw invalid(at(...path), id, `the expression does not compile (${(cause as Error).message})`, cause);
    }
  };
  if (within !== undefined) check(within, 'within');
  except.forEach(({ regexes = [], paths = [] }, index) => {
    regexes.forEach((regex, number) => check(regex, 'except', index, 'regexes', number));
    paths.forEach((regex, number) => check(regex, 'except', index, 'paths', number));
  });
}

function findKeywords({ regex, flags }: RuleData['patterns'][number], translated: string | null, id: string, at: Place, syntax: RuleSyntax | null): { readonly words: readonly string[]; readonly before: number } {
  const measured = syntax?.measure({ regex: translated ?? regex, ...(flags === undefined ? {} : { flags }), ...(translated === null ? {} : { engine: 'linear' }) }).words ?? null;
  if (measured === null) throw invalid(at('regex'), id, 'it has no `keywords`, and no word of three letters stands in everything that its regex matches; give `keywords`');
  if (measured.before > FARTHEST_BEFORE) throw invalid(at('regex'), id, `it has no \`keywords\`, and \`${measured.words[0]}\` may stand more than ${FARTHEST_BEFORE} bytes behind where a match begins; give \`keywords\` and a bound`);
  return measured;
}

/** A keyword that never stands in what the rule should find would make the rule silent. */
function checkExamples(rule: CredentialRule, file: string): void {
  for (const template of rule.examples.leaks) {
    const text = expandTemplate(template, 1).toLowerCase();
    const seen = rule.patterns.some(({ keywords }) => keywords.some((keyword) => text.includes(keyword.toLowerCase())));
    if (!seen) throw invalid(file, rule.id, `none of its keywords stands in the example \`${template.slice(0, 60)}\``);
  }
}

function invalid(file: string, id: string | null, what: string, cause?: unknown): LayerlintError {
  return new LayerlintError('rules-invalid', `${file}: ${id === null ? 'The rules file' : `Rule \`${id}\``} cannot be used: ${what}.`, {
    hint: 'Mend it and try again; `layerlint rules` shows rules that work.',
    ...(cause === undefined ? {} : { cause }),
  });
}
