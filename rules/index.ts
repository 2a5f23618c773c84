import type { Rule } from '../src/model/rule.js';
import { secretInArg } from './dockerfile/secret-in-arg.js';
import { secretInEnv } from './dockerfile/secret-in-env.js';

/** Every built-in rule, sorted by folder and file name; `test/rules.test.ts` checks the list against the folders. */
export const builtInRules: readonly Rule[] = [
  secretInArg,
  secretInEnv,
];
