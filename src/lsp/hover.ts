import type { Hover, Position, Range } from 'vscode-languageserver';
import type { Finding, Rule } from '../index.js';
import { shorten, type PlacedFinding } from './diagnostic.js';
import { rulePage } from './rule-page.js';

/** What hovers are made with. */
export interface HoverOptions {
  readonly rules: readonly Rule[];
  readonly root: string | null;
  /** False where the client shows plain text only. */
  readonly markdown: boolean;
}

/** More than this fits no hover. */
const MOST_SHOWN = 5;

/** What the findings at a position are, why they matter, how to write it instead and how to rotate; null where there are none. */
export function hoverAt(position: Position, placed: readonly PlacedFinding[], options: HoverOptions): Hover | null {
  const here = placed.filter(({ range }) => holds(range, position));
  if (here.length === 0) return null;
  const value = here.slice(0, MOST_SHOWN).map(({ finding }) => describe(finding, options)).join(options.markdown ? '\n\n---\n\n' : '\n\n');
  return { contents: { kind: options.markdown ? 'markdown' : 'plaintext', value }, range: here[0]!.range };
}

/** The end counts too: the cursor stands behind the last character. */
export function holds({ start, end }: Range, { line, character }: Position): boolean {
  const behind = line > start.line || (line === start.line && character >= start.character);
  return behind && (line < end.line || (line === end.line && character <= end.character));
}

function describe({ ruleId, severity, confidence, message, evidence, identity = [], remediation }: Finding, { rules, root, markdown }: HoverOptions): string {
  const rule = rules.find(({ id }) => id === ruleId);
  const page = rulePage(rule);
  const strong = (text: string): string => (markdown ? `**${text}**` : text);
  const { why, fix, rotate } = remediation;
  const rotation = rotate && [...rotate.steps, ...(rotate.url === null ? [] : [rotate.url])].map((step, at) => `${at + 1}. ${step}`).join('\n');
  return [
    `${strong(rule?.title ?? ruleId)} (\`${ruleId}\`, ${severity}, ${confidence} confidence)`,
    shorten([message, ...evidence, ...identity.map(({ label, value }) => `${label}: ${value}.`)].join(' '), root),
    `${strong('Why it matters')}: ${why}`,
    `${strong('How to write it instead')}: ${fix}`,
    ...(rotation ? [`${strong('How to rotate it')}:\n\n${rotation}`] : []),
    ...(page === null ? [] : [markdown ? `[About \`${ruleId}\`](${page})` : page]),
  ].join('\n\n');
}
