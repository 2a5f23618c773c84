import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import { milderSeverity, type Severity } from '../model/severity.js';

/** Where what an instruction does ends up, and how that reads in a message. */
export interface Destination {
  readonly sinks: readonly Sink[];
  /** Milder than the rule's own where the final image holds nothing of it. */
  readonly severity: Severity;
  /** Set when the stage is not shipped: why it is milder, a sentence. */
  readonly because: string | null;
}

const BUILDER_ONLY: readonly Sink[] = ['cache', 'provenance', 'log'];
const MILDER: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'low', info: 'info' };

/**
 * What becomes of `sinks` in the instruction's own stage: a stage whose layers the last one does not hold leaves its history,
 * config and layers in the build cache only.
 */
export function destinationOf(dockerfile: Dockerfile, instruction: Instruction, sinks: readonly Sink[], severity: Severity): Destination {
  const stage = instruction.stage === null ? null : dockerfile.stages[instruction.stage];
  if (!stage || stage.shipped) return { sinks, severity, because: null };
  const kept = [...new Set<Sink>(['cache', ...sinks.filter((sink) => BUILDER_ONLY.includes(sink))])];
  const name = stage.name === null ? `Stage ${stage.index}` : `Stage \`${stage.name}\``;
  return {
    sinks: kept,
    severity: milderSeverity(severity, MILDER[severity]),
    because: `${name} is not part of the final image, so only the build cache${kept.includes('provenance') ? ' and the provenance hold' : ' holds'} it.`,
  };
}
