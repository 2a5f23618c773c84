import { z } from 'zod';
import { LayerlintError } from '../model/error.js';
import type { CredentialRule, Exception, Pattern } from '../model/rule.js';
import { defineCredential } from './define.js';
import type { Locate } from './format.js';
import { INJECT } from './issued.js';
import type { RuleSyntax } from './syntax.js';

/** Rules of a file, and what else it says. */
export interface ImportedRules {
  readonly rules: readonly CredentialRule[];
  /** What holds for every rule that the file builds on, those that layerlint brings along among them. */
  readonly exceptions: readonly Exception[];
  /** The rules and allowlists as data, for a file that extends this one. */
  readonly base: Base;
  /** What could not be taken as it was meant, in sentences. */
  readonly remarks: readonly string[];
}

/** An expression without a bound is given this many bytes: a private key in its armour fits. */
const REACH_WITHOUT_BOUND = 8_000;
const FARTHEST_REACH = 20_000;
/** How far in front of a match gitleaks' keyword may stand where the expression itself has no word to look for. */
const KEYWORD_WITHIN = 200;
const FARTHEST_BEFORE = 256;

/** Longer ones are no expressions that anyone wrote. */
const expression = z.string().max(8192);
const strings = z.array(z.string());
const expressions = z.array(expression);
const allowlist = z.looseObject({
  description: z.string().optional(),
  condition: z.string().regex(/^(?:AND|OR|&&|\|\|)$/i, 'must be AND or OR').optional(),
  commits: strings.optional(),
  paths: expressions.optional(),
  regexes: expressions.optional(),
  regexTarget: z.enum(['', 'secret', 'match', 'line']).optional(),
  stopwords: strings.optional(),
  targetRules: strings.optional(),
});
const rule = z.looseObject({
  id: z.string().min(1),
  description: z.string().optional(),
  regex: expression.optional(),
  secretGroup: z.int().min(0).max(50).optional(),
  entropy: z.number().min(0).max(8).optional(),
  path: expression.optional(),
  keywords: strings.optional(),
  tags: strings.optional(),
  allowlist: allowlist.optional(),
  allowlists: z.array(allowlist).optional(),
  required: z.array(z.unknown()).optional(),
  skipReport: z.boolean().optional(),
});
const config = z.looseObject({
  title: z.string().optional(),
  extend: z.looseObject({ path: z.string().optional(), url: z.string().optional(), useDefault: z.boolean().optional(), disabledRules: strings.optional() }).optional(),
  rules: z.array(rule).max(10_000).optional(),
  allowlist: allowlist.optional(),
  allowlists: z.array(allowlist).optional(),
});

/** At the top of a file. */
const READ: ReadonlySet<string> = new Set([...Object.keys(config.shape), 'description', 'minVersion']);

type RuleData = z.output<typeof rule>;
type Allowlist = z.output<typeof allowlist>;

/** What an extended file hands on. */
interface Base {
  readonly rules: readonly RuleData[];
  readonly allowlists: readonly Allowlist[];
  readonly useDefault: boolean;
}

/** The file that a document extends, as it is written there; null where it extends none. */
export function extendedPath(document: unknown): string | null {
  const parsed = config.safeParse(document);
  return (parsed.success && parsed.data.extend?.path) || null;
}

/**
 * The rules of a `.gitleaks.toml`, on top of those of the file that it extends. https://github.com/gitleaks/gitleaks#configuration
 * Throws `rules-invalid`, naming `file`, the place, the rule and what to mend; what has no like here becomes a remark.
 */
export function readGitleaks(document: unknown, file: string, syntax: RuleSyntax, locate: Locate, base: Base = { rules: [], allowlists: [], useDefault: false }): ImportedRules {
  const parsed = config.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
    throw invalid(`${file}${locate(path)}`, `\`${path.join('.') || 'the document'}\` is wrong: ${issue.message}`);
  }
  const { extend = {}, rules = [], allowlist: one, allowlists: several = [] } = parsed.data;
  const remarks: string[] = [];
  const remark = (what: string): void => void remarks.push(`${file}: ${what}`);
  remarkExtension(extend, remark);
  for (const key of Object.keys(parsed.data)) if (!READ.has(key)) remark(key === 'whitelist' ? '`whitelist` is of gitleaks 7 and is not read: call it `allowlist`, and its `files` `paths`.' : `\`${key}\` is not known and is not read.`);
  const ownLists = [...(one ? [one] : []), ...several];
  const lists = [...base.allowlists, ...ownLists];
  const forAll = [...exceptionsOf(base.allowlists, null, () => {}), ...exceptionsOf(ownLists, null, remark)];
  checkExceptions(forAll, syntax, `${file}${locate([one ? 'allowlist' : 'allowlists'])}`);

  const disabled = new Set(extend.disabledRules);
  const inherited = new Map(base.rules.filter(({ id }) => !disabled.has(id)).map((data) => [data.id, data]));
  const ownIds = new Set(rules.map(({ id }) => id));
  const merged = [
    ...[...inherited.values()].filter(({ id }) => !ownIds.has(id)).map((data) => ({ data, index: null })),
    ...rules.map((data, index) => ({ data: merge(inherited.get(data.id), data), index })),
  ];
  const built = merged.flatMap(({ data, index }) => {
    const at = (...path: readonly (string | number)[]): string => `${file}${index === null ? '' : locate(['rules', index, ...path])}`;
    // What a rule of the extended file is like was said when that was read.
    const say = index === null ? () => {} : remark;
    const own = exceptionsOf([...listsOf(data), ...lists.filter(({ targetRules }) => targetRules?.includes(data.id))], data.id, say);
    checkExceptions(own, syntax, at('allowlists'));
    const made = buildRule(data, [...own, ...forAll], at, syntax, say);
    return made ? [made] : [];
  });
  const useDefault = extend.useDefault === true || base.useDefault;
  return { rules: built, exceptions: useDefault ? forAll : [], base: { rules: merged.map(({ data }) => data), allowlists: lists, useDefault }, remarks };
}

type Extension = NonNullable<z.output<typeof config>['extend']>;

function remarkExtension({ url, useDefault, disabledRules = [] }: Extension, remark: (what: string) => void): void {
  if (url !== undefined) remark('`extend.url` is not fetched.');
  if (useDefault !== true) return;
  remark('`extend.useDefault`: the rules that layerlint brings along take the place of those of gitleaks.');
  if (disabledRules.length > 0) remark(`\`disabledRules\` are ids of gitleaks; layerlint's own rules stay on: ${disabledRules.join(', ')}.`);
}

const listsOf = ({ allowlist: one, allowlists = [] }: RuleData): readonly Allowlist[] => [...(one ? [one] : []), ...allowlists];

/** As gitleaks has it: what the file says wins, and lists grow. */
function merge(base: RuleData | undefined, own: RuleData): RuleData {
  if (!base) return own;
  return { ...base, ...own, allowlist: undefined, allowlists: [...listsOf(base), ...listsOf(own)], keywords: [...(base.keywords ?? []), ...(own.keywords ?? [])] };
}

/** With `rule` null those for all rules. */
function exceptionsOf(lists: readonly Allowlist[], rule: string | null, remark: (what: string) => void): readonly Exception[] {
  return lists.filter(({ targetRules }) => rule !== null || targetRules === undefined).flatMap((one) => exceptionOf(one, remark));
}

function checkExceptions(exceptions: readonly Exception[], syntax: RuleSyntax, place: string): void {
  for (const { regexes = [], paths = [] } of exceptions) for (const regex of [...regexes, ...paths]) compile(regex, syntax, place);
}

/** gitleaks' ids are free; those of layerlint are kebab-case. */
function ruleId(id: string): string {
  const kebab = id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(kebab) ? kebab : `rule-${kebab || 'without-name'}`;
}

function buildRule(data: RuleData, except: readonly Exception[], at: (...path: readonly (string | number)[]) => string, syntax: RuleSyntax, remark: (what: string) => void): CredentialRule | null {
  const { id, description, regex, path, entropy } = data;
  if (data.skipReport === true) {
    remark(`Rule \`${id}\` is only a part of others (\`skipReport\`); it is left out.`);
    return null;
  }
  if (data.required !== undefined) remark(`Rule \`${id}\`: \`required\` is not looked at; it finds without the others.`);
  if (regex === undefined || regex === '') {
    remark(path === undefined ? `Rule \`${id}\` has no regex: it changes a rule that is not here, and is left out.` : `Rule \`${id}\` is about names of files only and is left out; layerlint has rules of its own for them.`);
    return null;
  }
  compile(regex, syntax, at('regex'));
  if (path !== undefined) compile(path, syntax, at('path'));
  const pattern = searchFor(data, regex, at, syntax, remark);
  if (pattern === null) return null;
  return defineCredential({
    id: ruleId(id),
    title: (description ?? id).replace(/\.$/, ''),
    severity: 'high',
    why: 'Whoever reads it can use it.',
    fix: INJECT,
    references: [],
    patterns: [{ ...pattern, ...(path === undefined ? {} : { within: path }), ...(entropy ? { entropy } : {}), ...(except.length > 0 ? { except } : {}) }],
    rotate: { url: null, steps: ['Make a new one, hand it to what needs it, and revoke this one.'] },
    examples: { leaks: [], clean: [] },
  });
}

/** What the filter looks for: words of the expression itself, and only where it has none gitleaks' keywords, which may stand anywhere. */
function searchFor({ id, keywords = [], secretGroup = 0 }: RuleData, regex: string, at: (...path: readonly (string | number)[]) => string, syntax: RuleSyntax, remark: (what: string) => void): Pattern | null {
  const named = nameSecret(regex, secretGroup);
  if (named === null) throw invalid(at('secretGroup'), `rule \`${id}\` has no group ${secretGroup} in its regex`);
  const { words, longest } = syntax.measure({ regex: named, engine: 'linear' });
  if (words !== null && words.before <= FARTHEST_BEFORE) {
    const reach = longest <= FARTHEST_REACH ? Math.max(longest, 3) : REACH_WITHOUT_BOUND;
    return { keywords: words.words, regex: named, engine: 'linear', reach, ...(words.before > 0 ? { before: words.before } : {}) };
  }
  const usable = keywords.filter((word) => /^[\x20-\x7e]{3,64}$/.test(word));
  if (usable.length === 0) {
    remark(`Rule \`${id}\` is left out: no word of three letters stands in everything that its regex matches, and it has no \`keywords\` that could be looked for.`);
    return null;
  }
  remark(`Rule \`${id}\` finds only what stands within ${KEYWORD_WITHIN} bytes behind one of its keywords: its regex has no word of its own to look for.`);
  const near = `(?i:${usable.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})(?s:.{0,${KEYWORD_WITHIN}}?)(?:${named})`;
  compile(near, syntax, at('regex'));
  return { keywords: usable, regex: near, engine: 'linear', reach: Math.min(FARTHEST_REACH, KEYWORD_WITHIN + 64 + (longest <= FARTHEST_REACH ? longest : REACH_WITHOUT_BOUND)) };
}

/** The expression with its secret in groups called `secret`: that of the number, or of all groups the first that takes part. */
function nameSecret(regex: string, group: number): string | null {
  const groups = [...regex.matchAll(/\\[^]|\[\^?\]?(?:\[:\^?\w*:\]|[^\\\]]|\\[^])*\]|\((?:\?P?<([A-Za-z_]\w*)>|(?!\?))/g)].filter(([text]) => text.startsWith('('));
  if (group > groups.length) return null;
  if (groups.length === 0) return `(?P<secret>${regex})`;
  const wanted = group === 0 ? groups : [groups[group - 1]!];
  let named = '';
  let from = 0;
  wanted.forEach((found, index) => {
    named += `${regex.slice(from, found.index)}(?P<secret${index === 0 ? '' : index + 1}>`;
    from = found.index + found[0].length;
  });
  return named + regex.slice(from);
}

function exceptionOf({ condition = 'OR', commits, paths, regexes, regexTarget, stopwords }: Allowlist, remark: (what: string) => void): Exception[] {
  const every = /^(?:AND|&&)$/i.test(condition);
  if (commits !== undefined) {
    remark(every ? 'An allowlist that asks for a commit never holds: an image has none.' : '`commits` of an allowlist are ignored: an image has none.');
    if (every) return [];
  }
  if (!paths && !regexes && !stopwords) return [];
  return [
    {
      ...(regexTarget === 'match' || regexTarget === 'line' ? { target: regexTarget } : {}),
      ...(regexes && regexes.length > 0 ? { regexes } : {}),
      ...(stopwords && stopwords.length > 0 ? { words: stopwords } : {}),
      ...(paths && paths.length > 0 ? { paths } : {}),
      ...(every ? { every } : {}),
    },
  ];
}

function compile(regex: string, syntax: RuleSyntax, place: string): void {
  try {
    syntax.engine.compile({ regex, before: 1 });
  } catch (cause) {
    throw invalid(place, `\`${regex.slice(0, 80)}\` does not compile (${(cause as Error).message})`, cause);
  }
}

function invalid(place: string, what: string, cause?: unknown): LayerlintError {
  return new LayerlintError('rules-invalid', `${place}: The gitleaks configuration cannot be used: ${what}.`, {
    hint: 'Expressions are in the syntax of RE2, as gitleaks has them.',
    ...(cause === undefined ? {} : { cause }),
  });
}
