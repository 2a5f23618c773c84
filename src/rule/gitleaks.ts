import { z } from 'zod';
import { LayerlintError } from '../model/error.js';
import type { CredentialRule, Exception, Pattern } from '../model/rule.js';
import { readFilter, type Filter } from './betterleaks-filter.js';
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

/** gitleaks takes one value for a list, and numbers and truth as text. */
const loose = <T extends z.ZodType>(read: (value: unknown) => unknown, schema: T) => z.preprocess(read, schema);
const number = (least: number, most: number) => loose((value) => (typeof value === 'boolean' ? Number(value) : typeof value === 'string' && value.trim() !== '' ? Number(value) : value), z.number().min(least).max(most));
const whole = (least: number, most: number) => number(least, most).refine(Number.isInteger, 'must be a whole number');
const truth = loose((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const word = loose((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value), z.string());
/** Longer ones are no expressions that anyone wrote. */
const expression = z.string().max(8192);
const strings = loose((value) => (typeof value === 'string' ? value.split(',') : value), z.array(word));
const expressions = loose((value) => (typeof value === 'string' ? [value] : value), z.array(expression));
const allowlist = z.looseObject({
  description: word.optional(),
  condition: z.string().regex(/^(?:|AND|OR|&&|\|\|)$/i, 'must be AND or OR').optional(),
  commits: strings.optional(),
  paths: expressions.optional(),
  regexes: expressions.optional(),
  regexTarget: z.enum(['', 'secret', 'match', 'line']).optional(),
  stopwords: strings.optional(),
  targetRules: strings.optional(),
});
const required = z.looseObject({ id: word, withinLines: whole(0, 1_000_000).optional(), withinColumns: whole(0, 1_000_000).optional() });
const rule = z.looseObject({
  id: word.refine((id) => id !== '', 'must not be empty'),
  description: word.optional(),
  regex: expression.optional(),
  secretGroup: whole(0, 50).optional(),
  entropy: number(0, 8).optional(),
  path: expression.optional(),
  keywords: strings.optional(),
  tags: strings.optional(),
  allowlist: allowlist.optional(),
  allowlists: z.array(allowlist).optional(),
  required: z.array(required).optional(),
  skipReport: truth.optional(),
  filter: z.string().optional(),
});
const config = z.looseObject({
  title: word.optional(),
  extend: z.looseObject({ path: z.string().optional(), url: z.string().optional(), useDefault: truth.optional(), disabledRules: strings.optional() }).optional(),
  rules: z.array(rule).max(10_000).optional(),
  allowlist: allowlist.optional(),
  allowlists: z.array(allowlist).optional(),
  filter: z.string().optional(),
  prefilter: z.string().optional(),
});

/** At the top of a file. */
const READ: ReadonlySet<string> = new Set([...Object.keys(config.shape), 'description', 'minVersion', 'betterleaksMinVersion']);

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
  const { extend = {}, rules: given = [] } = parsed.data;
  const remarks: string[] = [];
  const remark = (what: string): void => void remarks.push(`${file}: ${what}`);
  remarkExtension(extend, remark);
  remarkUnknown(parsed.data, remark);
  checkAllowlists(parsed.data, (...path) => `${file}${locate(path)}`, syntax);
  const filter = [parsed.data.prefilter, parsed.data.filter].flatMap((source) => filterLists(source, (count) => remark(`${count} conditions of the filter for all rules are more than lists, and are not looked at.`)).lists);
  const ownLists: readonly Allowlist[] = [...listsOf(parsed.data), ...filter];
  checkAllowlists({ allowlists: filter }, () => `${file}${locate([parsed.data.prefilter === undefined ? 'filter' : 'prefilter'])}`, syntax);
  const lists = [...base.allowlists, ...ownLists];
  const forAll = [...exceptionsOf(base.allowlists, null, () => {}), ...exceptionsOf(ownLists, null, remark)];
  const rules = given.map((data, index) => withFilter(data, remark, (lists) => checkAllowlists({ allowlists: lists }, () => `${file}${locate(['rules', index, 'filter'])}`, syntax)));

  const disabled = new Set(extend.disabledRules);
  const inherited = new Map(base.rules.filter(({ id }) => !disabled.has(id)).map((data) => [data.id, data]));
  const ownIds = new Set(rules.map(({ id }) => id));
  const merged = [
    ...[...inherited.values()].filter(({ id }) => !ownIds.has(id)).map((data) => ({ data, index: null })),
    // As in gitleaks, the last of an id holds.
    ...rules.map((data, index) => ({ data: merge(inherited.get(data.id), data), index })).filter(({ data }, index) => rules.findLastIndex(({ id }) => id === data.id) === index),
  ];
  if (ownIds.size < rules.length) remark(`Of rules that have the same id the last holds: ${[...ownIds].filter((id) => rules.filter((one) => one.id === id).length > 1).join(', ')}.`);
  for (const id of new Set(ownLists.flatMap(({ targetRules = [] }) => targetRules))) if (!merged.some(({ data }) => data.id === id)) remark(`An allowlist is for \`${id}\`, and there is no such rule.`);
  const built = merged.flatMap(({ data, index }) => {
    const at = (...path: readonly (string | number)[]): string => `${file}${index === null ? '' : locate(['rules', index, ...path])}`;
    // What a rule of the extended file is like was said when that was read.
    const say = index === null ? () => {} : remark;
    const own = exceptionsOf([...listsOf(data), ...lists.filter(({ targetRules }) => targetRules?.includes(data.id))], data.id, say);
    if (index !== null) checkAllowlists(data, at, syntax);
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

/** Names that neither gitleaks nor betterleaks has are said, each once. */
function remarkUnknown(data: z.output<typeof config>, remark: (what: string) => void): void {
  for (const key of Object.keys(data)) if (!READ.has(key)) remark(`\`${key}\` is not known and is not read.`);
  const rules = data.rules ?? [];
  const tables: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ['a rule', rules, Object.keys(rule.shape)],
    ['an allowlist', [data, ...rules].flatMap(listsOf), Object.keys(allowlist.shape)],
  ];
  for (const [what, list, known] of tables) {
    const unknown = new Set(list.flatMap((one) => Object.keys(one)).filter((key) => !known.includes(key)));
    for (const key of unknown) remark(UNSENT.has(key) ? `\`${key}\` of ${what} is not read: nothing is ever sent anywhere.` : `\`${key}\` of ${what} is not known and is not read.`);
  }
}

/** What asks an issuer. */
const UNSENT: ReadonlySet<string> = new Set(['validate', 'verify']);

function filterLists(source: string | undefined, unread: (count: number) => void): Filter {
  const filter = readFilter(source ?? '');
  if (filter.unread > 0) unread(filter.unread);
  return filter;
}

/** What a filter of betterleaks says, in the words of gitleaks. */
function withFilter(data: RuleData, remark: (what: string) => void, check: (lists: Allowlist[]) => void): RuleData {
  const { entropy, lists } = filterLists(data.filter, (count) => remark(`${count} ${count === 1 ? 'condition' : 'conditions'} of the filter of rule \`${data.id}\` ${count === 1 ? 'is' : 'are'} more than entropy and lists, and not looked at.`));
  check(lists);
  if (entropy === null && lists.length === 0) return data;
  return { ...data, ...(entropy === null ? {} : { entropy }), allowlists: [...(data.allowlists ?? []), ...lists] };
}

const listsOf = ({ allowlist: one, allowlists = [] }: Pick<RuleData, 'allowlist' | 'allowlists'>): readonly Allowlist[] => [...(one ? [one] : []), ...allowlists];

/** As gitleaks has it: what the file says wins, and lists grow. */
function merge(base: RuleData | undefined, own: RuleData): RuleData {
  if (!base) return own;
  return { ...base, ...own, allowlist: undefined, allowlists: [...listsOf(base), ...listsOf(own)], keywords: [...(base.keywords ?? []), ...(own.keywords ?? [])] };
}

/** With `rule` null those for all rules. */
function exceptionsOf(lists: readonly Allowlist[], rule: string | null, remark: (what: string) => void): readonly Exception[] {
  return lists.filter(({ targetRules }) => rule !== null || targetRules === undefined).flatMap((one) => exceptionOf(one, remark));
}

/** Names a place in the file. */
type Place = (...path: readonly (string | number)[]) => string;

function checkAllowlists({ allowlist: one, allowlists = [] }: Pick<RuleData, 'allowlist' | 'allowlists'>, at: Place, syntax: RuleSyntax): void {
  const check = ({ regexes = [], paths = [] }: Allowlist, ...where: readonly (string | number)[]): void => {
    regexes.forEach((regex, index) => compile(regex, syntax, at(...where, 'regexes', index)));
    paths.forEach((regex, index) => compile(regex, syntax, at(...where, 'paths', index)));
  };
  if (one) check(one, 'allowlist');
  allowlists.forEach((list, index) => check(list, 'allowlists', index));
}

/** gitleaks' ids are free; those of layerlint are kebab-case. */
function ruleId(id: string): string {
  const kebab = id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(kebab) ? kebab : `rule-${kebab || 'without-name'}`;
}

function buildRule(data: RuleData, except: readonly Exception[], at: Place, syntax: RuleSyntax, remark: (what: string) => void): CredentialRule | null {
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
function searchFor({ id, keywords = [], secretGroup = 0 }: RuleData, regex: string, at: Place, syntax: RuleSyntax, remark: (what: string) => void): Pattern | null {
  const named = nameSecret(regex, secretGroup);
  if (named === null) throw invalid(at('secretGroup'), `rule \`${id}\` has no group ${secretGroup} in its regex`);
  const { words, longest } = syntax.measure({ regex: named, engine: 'linear' });
  if (words !== null) {
    const before = Math.min(words.before, FARTHEST_BEFORE);
    if (before < words.before) remark(`Rule \`${id}\`: its regex may begin any distance in front of \`${words.words[0]}\`; ${FARTHEST_BEFORE} bytes of that are looked at.`);
    const reach = longest <= FARTHEST_REACH ? Math.max(longest, 3) : REACH_WITHOUT_BOUND;
    return { keywords: words.words, regex: named, engine: 'linear', reach, ...(before > 0 ? { before } : {}) };
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
