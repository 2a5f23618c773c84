import type { Finding } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import type { SecretGroup } from './group.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { placeLines } from './text-place.js';
import { WIDTH, wrap } from './wrap.js';

/** A secret that lies in more places than this is rotated all the same; JSON lists every one. */
const MOST_PLACES = 20;

const LABEL = 12;

export interface BlockOptions {
  readonly paint: Paint;
  readonly showSecrets: boolean;
  /** Advice that stands further up in the same report; what is given here is added. */
  readonly told: Set<string>;
}

/** One secret: what it is, every place it lies in, how sure that is, and what to do. */
export function secretLines(
  group: SecretGroup,
  rules: ReadonlyMap<string, Rule>,
  options: BlockOptions,
): string[] {
  const { paint } = options;
  const { worst, findings, secret } = group;
  const shown = findings.slice(0, MOST_PLACES);
  const badge = ` ${worst.severity.toUpperCase()} `;
  const title = rules.get(worst.ruleId)?.title ?? worst.ruleId;
  const heading = `${badge} ${printable(title)}`;
  const gap = WIDTH - heading.length - worst.ruleId.length;
  const lines = [
    gap >= 2
      ? `${paint(worst.severity, badge)} ${paint('bold', printable(title))}${' '.repeat(gap)}${paint('dim', worst.ruleId)}`
      : `${paint(worst.severity, badge)} ${paint('bold', printable(title))}`,
  ];
  if (gap < 2) lines.push(paint('dim', worst.ruleId.padStart(WIDTH)));
  if (secret) lines.push(...labelled('secret', [(options.showSecrets ? secret.reveal() : null) ?? secret.masked], paint));
  lines.push(...labelled('whose', identityLines(findings), paint));
  lines.push(...labelled('confidence', [worst.confidence], paint));

  let said = '';
  for (const finding of shown) {
    lines.push('');
    // A message that only puts title and place together is the heading and the next line once more.
    if (finding.message !== said && !(finding.ruleId === worst.ruleId && finding.message.startsWith(title))) {
      const other = finding.ruleId === worst.ruleId ? '' : ` (${finding.ruleId})`;
      lines.push(...wrap(printable(finding.message) + other, '  '));
      said = finding.message;
    }
    lines.push(...placeLines(finding, paint));
  }
  if (findings.length > shown.length) {
    lines.push('', `  … and ${findings.length - shown.length} more places; \`--format json\` lists them all.`);
  }

  lines.push('', ...advice(group, options));
  return lines;
}

/** What any of the findings tells, each once. */
function identityLines(findings: readonly Finding[]): string[] {
  return [...new Set(findings.flatMap(({ identity = [] }) => identity.map(({ label, value }) => `${label} ${value}`)))];
}

function advice({ findings, worst }: SecretGroup, { paint, told }: BlockOptions): string[] {
  const distinct = (texts: readonly string[]) => [...new Set(texts)];
  const rotations = new Map(
    findings.flatMap(({ remediation: { rotate } }) => (rotate ? [[JSON.stringify(rotate), rotate] as const] : [])),
  );
  const rotate = [...rotations.values()].flatMap(({ steps, url }) => [
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(url ? [url] : []),
  ]);
  const evidence = labelled('evidence', distinct(findings.flatMap((finding) => finding.evidence)), paint);
  const remedy = [
    ...labelled('why', distinct(findings.map((finding) => finding.remediation.why)), paint),
    ...labelled('fix', distinct(findings.map((finding) => finding.remediation.fix)), paint),
    ...labelled('rotate', rotate, paint),
  ];
  const words = remedy.join('\n');
  if (told.has(words)) return [...evidence, ...labelled('why, fix', [`and rotation: as for \`${worst.ruleId}\` further up`], paint)];
  told.add(words);
  return [...evidence, ...remedy];
}

/** The label stands beside the first text, the others below it. */
function labelled(label: string, texts: readonly string[], paint: Paint): string[] {
  const indent = ' '.repeat(LABEL + 2);
  return texts
    .flatMap((text) => wrap(printable(text), indent))
    .map((line, index) => (index === 0 ? `  ${paint('green', label.padEnd(LABEL))}${line.slice(indent.length)}` : line));
}
