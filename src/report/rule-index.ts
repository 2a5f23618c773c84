import type { Rule, RuleSet } from '../model/rule.js';

/** Rules by id; the first one wins where a user's rule has the id of another. */
export function indexRules(rules: RuleSet): ReadonlyMap<string, Rule> {
  const index = new Map<string, Rule>();
  for (const rule of rules.rules) if (!index.has(rule.id)) index.set(rule.id, rule);
  return index;
}
