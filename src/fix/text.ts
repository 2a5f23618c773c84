import type { Delivery } from './delivery.js';
import { CONTROLS } from './diff.js';
import type { Mended } from './mend.js';

/** What was fixed, what was not and why, and how to build from now on: for people, in plain text without values. */
export function formatFixes(path: string, findings: number, { fixes, left, fixed }: Mended, delivery: Delivery | null, tense: 'done' | 'planned'): string {
  const count = `${fixed.length} of ${findings} ${findings === 1 ? 'finding' : 'findings'}`;
  const notes = [...new Set(fixes.flatMap((fix) => fix.notes))];
  const lines = [
    `${path}: ${count} ${tense === 'done' ? 'fixed' : 'would be fixed'}.`,
    ...fixes.map(({ title }) => `  + ${title}`),
    ...left.map(({ target, reason }) => `  - \`${target.name}\` is left: ${reason}`),
    ...notes.map((note) => `  ! ${note}`),
    ...(delivery ? ['', ...deliveryLines(delivery)] : []),
  ];
  return `${lines.map((line) => line.replace(CONTROLS, '?')).join('\n')}\n`;
}

function deliveryLines({ build, compose, bake, actions }: Delivery): string[] {
  const block = (title: string, text: string): string[] => [`  ${title}:`, ...text.split('\n').map((line) => `    ${line}`)];
  return [...block('Build with', build), ...block('In a compose file', compose), ...block('In docker-bake.hcl', bake), ...block('In GitHub Actions', actions)];
}
