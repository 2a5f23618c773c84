/** Rule sets that can be asked for: the built-in rules, and those of files beside them. */
import { builtInRules, credentialKeywords, credentialRules } from '../rules/index.js';
import { type Matcher, prepareMatcher } from './match/matcher.js';
import { loadTables, PLAIN_BYTES } from './match/search.js';
import { createSparingMatcher } from './match/sparing-matcher.js';
import { checkPlaceable } from './match/placeable.js';
import { type Exception, type Rule, type RuleSet, rulesOfKind } from './model/rule.js';
import { createRuleSet } from './rule/select.js';
import type { ExampleReport } from './scan/try-examples.js';

export interface CommonOptions {
  /** Default: the built-in rules. */
  readonly rules?: RuleSet;
  /** Keys the fingerprints, which then identify a secret wherever it is; keep it beside your baseline. */
  readonly salt?: string | null;
}

/** The rules that layerlint brings along. */
export const builtInRuleSet: RuleSet = createRuleSet(builtInRules, [], true);

/** The built-in rules and those of the given files (YAML, JSON, or gitleaks' TOML by its name). Throws `rules-invalid`, saying what to mend. */
export async function loadRules(files: readonly string[]): Promise<RuleSet> {
  if (files.length === 0) return builtInRuleSet;
  // The schema library costs more start-up time than a small lint takes.
  const { loadRules: loadCredentialRules } = await import('./rule/load.js');
  const { loadRuleSyntax } = await import('./match/rule-syntax.js');
  const syntax = await loadRuleSyntax();
  const loaded = await Promise.all(files.map((file) => loadCredentialRules(file, syntax)));
  const own = loaded.flatMap(({ rules }) => rules);
  checkPlaceable(own, syntax.engine);
  const builtIn = withExceptions(builtInRules, loaded.flatMap(({ exceptions }) => exceptions));
  const taken = new Set(builtIn.map(({ id }) => id));
  // Rules of gitleaks are called what others call theirs, too.
  const renamed = loaded.flatMap(({ rules, imported }) => (imported ? rules.map((rule) => (taken.has(rule.id) ? { ...rule, id: `gitleaks-${rule.id}` } : rule)) : rules));
  return createRuleSet([...builtIn, ...renamed], loaded.flatMap(({ remarks }) => remarks));
}

/** What became of the examples of a rules file. */
export interface RulesTest extends ExampleReport {
  readonly remarks: readonly string[];
}

/** Tries the examples of a rules file, without the built-in rules. Throws what `loadRules` throws. */
export async function testRules(file: string): Promise<RulesTest> {
  const { loadRuleSyntax } = await import('./match/rule-syntax.js');
  const { tryExamples } = await import('./scan/try-examples.js');
  const { loadRules: loadCredentialRules } = await import('./rule/load.js');
  const syntax = await loadRuleSyntax();
  const { rules, remarks } = await loadCredentialRules(file, syntax, 'to be tried');
  checkPlaceable(rules, syntax.engine);
  return { ...tryExamples(rules, await prepareMatcher(rules)), remarks };
}

function withExceptions(rules: readonly Rule[], exceptions: readonly Exception[]): readonly Rule[] {
  if (exceptions.length === 0) return rules;
  return rules.map((rule) => (rule.kind === 'credential' ? { ...rule, patterns: rule.patterns.map((pattern) => ({ ...pattern, except: [...(pattern.except ?? []), ...exceptions] })) } : rule));
}

// Building the tables costs more than linting a small file, so that one rule set is built once.
const matchers = new WeakMap<RuleSet, { matcher: Promise<Matcher> | null; bytes: number }>();
let sparing: Matcher | null = null;

/** The matcher of a rule set, ready for `bytes` more: how much that will be in all decides whether it loads tables. */
export async function matcherOf(rules: RuleSet, bytes = Infinity): Promise<Matcher> {
  const known = matchers.get(rules) ?? { matcher: null, bytes: 0 };
  matchers.set(rules, known);
  known.bytes += bytes;
  if (known.bytes > PLAIN_BYTES) await loadTables();
  else if (rules === builtInRuleSet) return (sparing ??= createSparingMatcher(credentialRules, credentialKeywords));
  return (known.matcher ??= prepareMatcher(rulesOfKind(rules, 'credential'), { checked: rules === builtInRuleSet }));
}
