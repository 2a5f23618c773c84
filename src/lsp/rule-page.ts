import { builtInRuleSet, type Rule } from '../index.js';

const builtIn: ReadonlySet<Rule> = new Set(builtInRuleSet.rules);

/** The manual's page of a built-in rule, which the package brings along; of a rule of the user's, what it refers to first. */
export function rulePage(rule: Rule | undefined): string | null {
  if (!rule) return null;
  if (builtIn.has(rule)) return new URL(`${TO_PACKAGE}docs/rules/${rule.id}.md`, import.meta.url).href;
  return rule.references.find((reference) => /^https?:/.test(reference)) ?? null;
}

/** This file lies one folder deeper once it is compiled. */
const TO_PACKAGE = import.meta.url.endsWith('/dist/src/lsp/rule-page.js') ? '../../../' : '../../';
