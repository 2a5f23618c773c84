import { gluedRule } from './glued-rule.js';
import { createMatcher, type Matcher } from './matcher.js';

const known = new WeakMap<Matcher, Matcher | null>();

/**
 * A matcher for text whose pieces stand beside each other without a break: it takes tokens that a prefix or their form gives away,
 * whatever is beside them. Null where no rule has such a pattern. Where a token ends is a guess unless its length is fixed.
 */
export function gluedMatcher(matcher: Matcher): Matcher | null {
  let glued = known.get(matcher);
  if (glued === undefined) {
    const rules = [...matcher.rules.values()].flatMap(gluedRule);
    // Their expressions are parts of some that compile.
    glued = rules.length === 0 ? null : createMatcher(rules, { checked: true });
    known.set(matcher, glued);
  }
  return glued;
}
