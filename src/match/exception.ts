import { shannonEntropy } from '../judge/entropy.js';
import type { Exception, Pattern } from '../model/rule.js';
import type { LinearEngine } from './linear-engine.js';

/** What an exception can look at, all of it latin1. */
export interface Excepted {
  readonly secret: string;
  readonly match: string;
  readonly line: string;
  readonly path: string;
}

/** True for a match that the rule's author does not mean. */
export type ExceptionTest = (found: Excepted) => boolean;

/** True where a pattern says of matches what the linear engine must decide. */
export const needsLinear = ({ engine, except, within }: Pattern): boolean => engine !== undefined || within !== undefined || (except ?? []).length > 0;

/** Null for a pattern without exceptions. Throws what the engine throws. */
export function compileExceptions({ except = [], entropy, within }: Pattern, linear: LinearEngine | null): ExceptionTest | null {
  const tests: ExceptionTest[] = except.map((one) => compileException(one, linear!));
  if (entropy !== undefined) tests.push(({ secret }) => shannonEntropy(secret) <= entropy);
  if (within !== undefined) {
    const wanted = linear!.compile({ regex: within, before: 1 });
    tests.push(({ path }) => !wanted.mayMatch(path));
  }
  return tests.length === 0 ? null : (found) => tests.some((test) => test(found));
}

function compileException({ target = 'secret', regexes = [], words = [], paths = [], every = false }: Exception, linear: LinearEngine): ExceptionTest {
  const matching = (sources: readonly string[], textOf: (found: Excepted) => string): ExceptionTest => {
    const compiled = sources.map((regex) => linear.compile({ regex, before: 1 }));
    return (found) => compiled.some((one) => one.mayMatch(textOf(found)));
  };
  const lower = words.map((word) => word.toLowerCase());
  const tests = [
    ...(regexes.length > 0 ? [matching(regexes, (found) => found[target])] : []),
    ...(paths.length > 0 ? [matching(paths, ({ path }) => path)] : []),
    ...(lower.length > 0 ? [({ secret }: Excepted) => lower.some((word) => secret.toLowerCase().includes(word))] : []),
  ];
  if (tests.length === 0) return () => false;
  return every ? (found) => tests.every((test) => test(found)) : (found) => tests.some((test) => test(found));
}
