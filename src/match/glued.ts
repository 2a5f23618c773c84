import type { CredentialRule, Pattern } from '../model/rule.js';
import { PREFIXED_END, PREFIXED_START } from '../rule/issued.js';
import { createMatcher, type Matcher } from './matcher.js';

/** A shorter prefix stands in other texts by chance. */
const SHORTEST_PREFIX = 4;

const known = new WeakMap<Matcher, Matcher | null>();

/**
 * A matcher for text whose pieces stand beside each other without a break: it takes tokens that a prefix gives away, whatever
 * is beside them. Null where no rule has such a pattern. Where a token ends is a guess unless its length is fixed.
 */
export function gluedMatcher(matcher: Matcher): Matcher | null {
  let glued = known.get(matcher);
  if (glued === undefined) {
    const rules = [...matcher.rules.values()].flatMap(gluedRule);
    glued = rules.length === 0 ? null : createMatcher(rules);
    known.set(matcher, glued);
  }
  return glued;
}

/** `generic`, so that what is not drawn at random is dropped, and what has its edges wins. */
function gluedRule(rule: CredentialRule): CredentialRule[] {
  const patterns = rule.patterns.flatMap(gluedPattern);
  return patterns.length === 0 ? [] : [{ ...rule, rank: 'generic', patterns }];
}

function gluedPattern(pattern: Pattern): Pattern[] {
  const { regex, keywords, evidence = [], engine } = pattern;
  if (engine || !regex.startsWith(PREFIXED_START) || !regex.endsWith(PREFIXED_END) || keywords[0]!.length < SHORTEST_PREFIX) return [];
  const summed = evidence.some(({ name }) => name === 'checksum');
  return [{
    ...pattern,
    // Behind an underscore it is the rest of a name, as compilers of C++ write them: `_Sp_counted_ptr_…`.
    regex: `(?<!_)${regex.slice(PREFIXED_START.length - '(?<secret>'.length, -PREFIXED_END.length + 1)}`,
    evidence: [...evidence, { name: 'glued', ...(summed ? { options: { summed: 1 } } : {}) }],
  }];
}
