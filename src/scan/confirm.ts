import { createPositions } from '../dockerfile/position.js';
import type { Instruction } from '../model/dockerfile.js';
import type { Finding } from '../model/finding.js';
import type { Location } from '../model/location.js';
import type { Report } from '../model/report.js';
import type { Image } from '../model/image.js';
import { instructionOf, type Alignment } from './attribute.js';

/** An image that a Dockerfile was given for. */
export interface BuiltImage {
  readonly image: Image;
  readonly report: Report;
  /** Null where its history does not fit the Dockerfile. */
  readonly alignment: Alignment | null;
}

/**
 * The lint report of a Dockerfile with a sentence of evidence on each finding: whether the image holds it. A value is looked
 * for everywhere in the image; a place without a value counts as confirmed when its own instruction left a finding there.
 */
export function confirmFindings(lint: Report, { image, report, alignment }: BuiltImage): Report {
  const instructions = alignment ? report.findings.map(({ location }) => instructionOf(location, image, alignment)) : [];
  const lineAt = alignment && createPositions(alignment.dockerfile).lineAt;
  const isWithin = (line: number, { start, end }: Instruction): boolean => lineAt !== null && lineAt(start) <= line && line <= lineAt(end - 1);

  const confirm = (finding: Finding): Finding => {
    const { secret, location } = finding;
    const line = location.region?.startLine ?? 0;
    const found = report.findings.filter((other, index) => {
      if (secret) return other.secret?.equals(secret) ?? false;
      const instruction = instructions[index];
      return instruction != null && location.kind === 'dockerfile' && isWithin(line, instruction);
    });
    return { ...finding, evidence: [...finding.evidence, judge(found, { image, report, alignment }, secret !== null)] };
  };
  return { ...lint, findings: lint.findings.map(confirm) };
}

function judge([first, ...others]: readonly Finding[], { report, alignment }: BuiltImage, hasValue: boolean): string {
  const name = report.target.reference;
  if (first) return `Confirmed in the image ${name}: ${describePlace(first.location)}${others.length > 0 ? ` and ${others.length} more` : ''}.`;
  if (!report.complete) return `Not seen in the image ${name}, which could not be fully read.`;
  if (!hasValue && alignment === null) return `Whether it is in the image ${name} is not known: the history does not fit this Dockerfile.`;
  return `Not in the image ${name}.`;
}

function describePlace(location: Location): string {
  if (location.kind === 'layer') return `\`${[location.path, ...location.within].join(' > ')}\` in layer ${location.layer.index}`;
  return 'pointer' in location ? `${location.kind} \`${location.pointer}\`` : `\`${location.path}\``;
}
