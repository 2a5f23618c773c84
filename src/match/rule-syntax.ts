import type { Pattern } from '../model/rule.js';
import type { RuleSyntax } from '../rule/syntax.js';
import { ByteSetPool } from './byte-set.js';
import { loadLinearEngine, type LinearEngine } from './linear-engine.js';
import { RegexTreeReader } from './regex-tree.js';
import { longestMatch, requiredWords } from './required-words.js';

/** What rules of strangers are read with: the linear engine, and what can be told of an expression without running it. */
export async function loadRuleSyntax(): Promise<RuleSyntax & { readonly engine: LinearEngine }> {
  const engine = await loadLinearEngine();
  const reader = new RegexTreeReader(new ByteSetPool(), engine);
  return {
    engine,
    measure(pattern: Pick<Pattern, 'regex' | 'flags' | 'engine'>) {
      const tree = reader.read(pattern);
      return { words: requiredWords(tree), longest: longestMatch(tree) };
    },
  };
}
