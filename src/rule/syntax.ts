import type { Pattern } from '../model/rule.js';

/** What the linear engine can say; see `src/match/linear-engine.ts`. */
export interface LinearSyntax {
  /** Null where it cannot say what the expression says. */
  translate(regex: string, flags: string): string | null;
  /** Throws what says why the expression is refused. */
  compile(pattern: Pick<Pattern, 'regex' | 'flags' | 'before' | 'engine'> & { readonly reach?: number }): unknown;
}

/** What is told of an expression without running it. */
export interface Measure {
  /** Every match holds one of the words, which begins at most `before` bytes (or Infinity) behind its start; null where there are none. */
  readonly words: { readonly words: readonly string[]; readonly before: number } | null;
  /** The longest match in bytes, or Infinity. */
  readonly longest: number;
}

/** What rules of strangers are read with; `src/match/rule-syntax.ts` has it. */
export interface RuleSyntax {
  readonly engine: LinearSyntax;
  measure(pattern: Pick<Pattern, 'regex' | 'flags' | 'engine'>): Measure;
}
