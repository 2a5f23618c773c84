import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import type { DockerfileProblem } from '../model/rule.js';
import { milderSeverity, type Severity } from '../model/severity.js';
import type { SettingVerdict } from './variable.js';

/** Where what an instruction does ends up, and how that reads in a message. */
export interface Destination {
  readonly sinks: readonly Sink[];
  /** Milder than the rule's own where the final image holds nothing of it. */
  readonly severity: Severity;
  /** `image`: by the instruction itself; `carried`: by a file that a later stage takes along; `builder`: not at all. */
  readonly holder: 'image' | 'carried' | 'builder';
  /** Set when the stage is not shipped: what becomes of it, a sentence. */
  readonly because: string | null;
}

/** What is known of the files or values that the instruction leaves behind. */
export interface Carried {
  readonly ships: boolean;
  /** What later stages take from this one instead. */
  readonly takenInstead?: readonly string[];
}

const BUILDER_ONLY: readonly Sink[] = ['cache', 'provenance', 'log'];
const MILDER: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'low', info: 'info' };
/** Paths named in a sentence; more are not read. */
const MOST_NAMED = 3;

/** What a problem says of where it stands, how sure it is and what becomes of it. */
export function judgedAt(
  { start, end }: Pick<DockerfileProblem, 'start' | 'end'>,
  { confidence, reason }: Pick<SettingVerdict, 'confidence' | 'reason'>,
  { severity, sinks, because }: Destination,
): Pick<DockerfileProblem, 'start' | 'end' | 'confidence' | 'severity' | 'evidence' | 'sinks'> {
  return { start, end, confidence, severity, evidence: because === null ? [reason] : [reason, because], sinks };
}

/**
 * What becomes of `sinks` in the instruction's own stage: a stage whose layers the last one does not hold leaves its history,
 * config and layers in the build cache only, unless a file is carried on.
 */
export function destinationOf(dockerfile: Dockerfile, instruction: Instruction, sinks: readonly Sink[], severity: Severity, carried: Carried | null = null): Destination {
  const stage = instruction.stage === null ? null : dockerfile.stages[instruction.stage];
  if (!stage || stage.shipped) return { sinks, severity, holder: 'image', because: null };
  const kept = [...new Set<Sink>(['cache', ...sinks.filter((sink) => BUILDER_ONLY.includes(sink))])];
  const name = stage.name === null ? `Stage ${stage.index}` : `Stage \`${stage.name}\``;
  if (carried?.ships) {
    return { sinks: [...kept, 'layer'], severity, holder: 'carried', because: `${name} is not part of the final image, but a later stage takes the file along.` };
  }
  const taken = (carried?.takenInstead ?? []).slice(0, MOST_NAMED).map((path) => `\`${path}\``);
  return {
    sinks: kept,
    severity: milderSeverity(severity, MILDER[severity]),
    holder: 'builder',
    because: `${name} is not part of the final image${taken.length > 0 ? `, which takes only ${taken.join(', ')} from it` : ''}, so only the build cache${kept.includes('provenance') ? ' and the provenance hold' : ' holds'} it.`,
  };
}

/** What becomes of a value that stands above all stages, none of which takes it into the final image. */
export function unusedDestination(sinks: readonly Sink[], severity: Severity): Destination {
  return {
    sinks: [...new Set<Sink>(['cache', ...sinks.filter((sink) => BUILDER_ONLY.includes(sink))])],
    severity: milderSeverity(severity, MILDER[severity]),
    holder: 'builder',
    because: 'No stage that uses it is part of the final image, so only the build cache and the provenance hold it.',
  };
}

/** The words for where it ends up: those for a stage that ships, or what holds it in place of that. */
export function placeWords({ holder }: Destination, image: string, builder = 'the build cache'): string {
  if (holder === 'carried') return 'a layer of the image, with a file that a later stage takes along';
  return holder === 'image' ? image : builder;
}
