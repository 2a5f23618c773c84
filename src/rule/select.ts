import { createHash } from 'node:crypto';
import { LayerlintError } from '../model/error.js';
import type { Rule, RuleSet } from '../model/rule.js';
import { ENGINE_DIGEST } from './engine.generated.js';

/**
 * Puts rules together in the order given; throws `rules-invalid` where two have one id. `builtIn`: they are those of this build, all
 * and nothing else, which its digest covers.
 */
export function createRuleSet(rules: readonly Rule[], remarks: readonly string[] = [], builtIn = false): RuleSet {
  const seen = new Set<string>();
  for (const { id } of rules) {
    if (seen.has(id)) {
      throw new LayerlintError('rules-invalid', `Two rules have the id \`${id}\`.`, { hint: 'Rename yours: the id of a built-in rule is taken.' });
    }
    seen.add(id);
  }
  let digest: string | null = null;
  return {
    rules,
    // Few ask for it, and with rules of others it costs as much as linting a file.
    get digest() {
      digest ??= `sha256:${createHash('sha256').update(`${ENGINE_DIGEST}\0`).update(builtIn ? 'built-in' : canonicalJson(rules)).digest('hex')}`;
      return digest;
    },
    ...(remarks.length > 0 ? { remarks } : {}),
  };
}

/** JSON with sorted keys; a rule's code stands in it as its source. */
function canonicalJson(value: unknown): string {
  if (typeof value === 'function') return JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}
