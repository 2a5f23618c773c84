import type { Rule } from '../model/rule.js';
import { SEVERITIES } from '../model/severity.js';
import { createPaint } from './paint.js';
import { printable } from './printable.js';
import { wrap } from './wrap.js';

interface Style {
  readonly colour: boolean;
}

/** The order in which people meet them: what is written, what is copied, what is built, what leaks. */
export const RULE_KINDS = ['dockerfile', 'build', 'file', 'image', 'credential'] as const;

export const KIND_TITLES: Readonly<Record<Rule['kind'], string>> = {
  dockerfile: 'What a Dockerfile does wrong',
  build: 'What a file that starts builds does wrong',
  file: 'Files that should not be in an image',
  image: 'What an image does wrong',
  credential: 'Credentials by their shape',
};

/** All rules for a terminal, by kind and then by id. */
export function formatRuleTable(rules: readonly Rule[], { colour }: Style): string {
  const paint = createPaint(colour);
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const severityWidth = Math.max(...SEVERITIES.map((severity) => severity.length));
  const lines = RULE_KINDS.flatMap((kind) => {
    const own = rules.filter((rule) => rule.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (own.length === 0) return [];
    const rows = own.map(
      ({ id, severity, title }) =>
        `  ${id.padEnd(idWidth)}  ${paint(severity, severity)}${' '.repeat(severityWidth - severity.length)}  ${printable(title)}`,
    );
    return [paint('bold', `${KIND_TITLES[kind]} (${own.length})`), ...rows, ''];
  });
  return `${[...lines, `${rules.length} rules; \`layerlint rules <id>\` explains one.`].join('\n')}\n`;
}

/** One rule's page for a terminal. */
export function formatRule(rule: Rule, { colour }: Style): string {
  const paint = createPaint(colour);
  const part = (title: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : ['', paint('green', title), ...texts.flatMap((text) => wrap(printable(text), '  '))];
  const rotate = 'rotate' in rule ? rule.rotate : null;
  const steps = rotate?.steps.map((step, index) => `${index + 1}. ${step}`) ?? [];
  const lines = [
    `${paint('bold', rule.id)}  ${paint(rule.severity, rule.severity)}`,
    ...wrap(printable(rule.title), ''),
    ...part('Why it matters', [rule.why]),
    ...part('How to write it instead', [rule.fix]),
    ...part('How to rotate it', rotate?.url ? [...steps, rotate.url] : steps),
    ...part('References', rule.references),
  ];
  return `${lines.join('\n')}\n`;
}
