import type { CredentialRule, Pattern } from '../model/rule.js';
import { createMatcher, type CompiledPattern, type Matcher } from './matcher.js';
import { foldedText, PLAIN_BYTES, tablesAreLoaded } from './search.js';
import { Trigrams } from './trigrams.js';

/**
 * Finds what `createMatcher` does. As long as little has been searched and no tables are loaded, a rule is looked at only when a keyword of it stands in
 * the text: reading them all takes longer than linting a file. `keywords` has those of each rule, in lower case; the rules are
 * known to compile, and ask for no engine of their own.
 */
export function createSparingMatcher(rules: readonly CredentialRule[], keywords: readonly (readonly string[])[]): Matcher {
  const options = { checked: true, ready: new Map<Pattern, CompiledPattern>() };
  const wanted = new Set<number>();
  let some = createMatcher([], options);
  let whole: Matcher | null = null;
  let seen = 0;
  const all = (): Matcher => (whole ??= createMatcher(rules, options));
  return {
    get rules() {
      return all().rules;
    },
    get reach() {
      return all().reach;
    },
    match(chunk) {
      seen += chunk.bytes.length;
      if (whole || seen > PLAIN_BYTES || tablesAreLoaded()) return all().match(chunk);
      const before = wanted.size;
      const trigrams = new Trigrams(chunk.bytes);
      const text = foldedText(chunk.bytes);
      keywords.forEach((words, index) => {
        if (!wanted.has(index) && words.some((word) => trigrams.mayHold(word) && text.includes(word))) wanted.add(index);
      });
      if (wanted.size > before) some = createMatcher(rules.filter((_, index) => wanted.has(index)), options);
      return some.match(chunk);
    },
  };
}
