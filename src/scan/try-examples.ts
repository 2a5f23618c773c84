import { resolveOverlaps, type Matcher } from '../match/matcher.js';
import type { CredentialRule } from '../model/rule.js';
import { expandTemplate } from '../rule/template.js';

/** An example that does not do what its rule says. */
export interface ExampleFailure {
  readonly ruleId: string;
  /** As the rule gives it. */
  readonly example: string;
  /** What happened instead, a sentence without any value. */
  readonly message: string;
}

export interface ExampleReport {
  readonly rules: number;
  readonly examples: number;
  /** Rules that give no example that leaks: nothing shows that they find anything. */
  readonly untried: readonly string[];
  /** One for each example, by rule. */
  readonly failures: readonly ExampleFailure[];
}

/** Values of an example that are tried: what holds for these hardly fails for others. */
const SEEDS = [1, 2, 3, 4, 5];
/** A path that says nothing of what is in the file. */
const PATH = 'settings';

/** Tries the rules' own examples: what leaks must be found by its rule, what is clean by none of them. `matcher` knows these rules and no others. */
export function tryExamples(rules: readonly CredentialRule[], matcher: Matcher): ExampleReport {
  const failures = rules.flatMap((rule) => [
    ...rule.examples.leaks.flatMap((example) => firstFailure(rule, example, (found) => (found.includes(rule.id) ? null : found.length === 0 ? 'It is not found.' : `It is found as \`${found[0]}\` instead.`), matcher)),
    ...rule.examples.clean.flatMap((example) => firstFailure(rule, example, (found) => (found.length === 0 ? null : `It is found as \`${found[0]}\`, and should not be.`), matcher)),
  ]);
  return {
    rules: rules.length,
    examples: rules.reduce((sum, { examples }) => sum + examples.leaks.length + examples.clean.length, 0),
    untried: rules.filter(({ examples }) => examples.leaks.length === 0).map(({ id }) => id),
    failures,
  };
}

function firstFailure(rule: CredentialRule, example: string, judge: (found: readonly string[]) => string | null, matcher: Matcher): ExampleFailure[] {
  for (const seed of SEEDS) {
    const bytes = Buffer.from(expandTemplate(example, seed));
    const path = samplePath(rule) ?? PATH;
    const found = resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path })).map((hit) => hit.rule.id);
    const message = judge(found);
    if (message !== null) return [{ ruleId: rule.id, example, message }];
  }
  return [];
}

/** A rule that holds in some files only is tried in one of them. */
function samplePath({ patterns }: CredentialRule): string | null {
  const glob = patterns.every(({ paths }) => paths) ? patterns[0]?.paths?.[0] : undefined;
  return glob?.replace(/\*\*\//g, '').replaceAll('*', 'x').replace(/\{([^,}]*)[^}]*\}/g, '$1') ?? null;
}
