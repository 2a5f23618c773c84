import type { Rule } from '../model/rule.js';

/** The sentence that stands where the issuer has no page. */
const NO_URL = 'The issuer decides where; there is no one page for it.';

/** A rule's page without its title, for SARIF viewers and for `docs/rules`. */
export function ruleHelp(rule: Rule): { readonly text: string; readonly markdown: string } {
  const parts = helpParts(rule);
  return {
    text: parts.map(({ title, lines }) => `${title}: ${lines.join(' ')}`).join('\n\n'),
    markdown: parts
      .map(({ title, lines, list }) => `## ${title}\n\n${lines.map((line) => (list ? `- ${line}` : line)).join(list ? '\n' : '\n\n')}`)
      .join('\n\n'),
  };
}

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  readonly list: boolean;
}

function helpParts(rule: Rule): readonly Part[] {
  const parts: Part[] = [
    { title: 'Why it matters', lines: [rule.why], list: false },
    { title: 'How to write it instead', lines: [rule.fix], list: false },
  ];
  if ('rotate' in rule) {
    parts.push({ title: 'How to rotate it', lines: [...rule.rotate.steps, rule.rotate.url ?? NO_URL], list: true });
  }
  if (rule.references.length > 0) parts.push({ title: 'References', lines: rule.references, list: true });
  return parts;
}
