import { instructionAt, instructionFrom } from '../dockerfile/instruction-at.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Suppression } from '../model/finding.js';
import type { Draft } from './finding.js';
import type { PlacedDraft } from './lint-doubles.js';

const PRAGMA = /^layerlint\s+ignore=([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+(.*))?$/i;

/** Marks findings that a comment above their instruction takes on. */
export interface Suppressions {
  apply(placed: PlacedDraft): Draft;
}

interface Pragma {
  readonly ruleIds: ReadonlySet<string>;
  readonly suppression: Suppression;
}

/** Reads `# layerlint ignore=<rule>[,<rule>…] <reason>`; it holds for the next instruction, whole, and for the lines it is among. */
export function createSuppressions(dockerfile: Dockerfile): Suppressions {
  const byInstruction = new Map<Instruction, Pragma[]>();
  for (const { text, start } of dockerfile.comments) {
    const match = PRAGMA.exec(text);
    if (!match) continue;
    const instruction = instructionFrom(dockerfile.instructions, start);
    if (!instruction) continue;
    const ruleIds = new Set(match[1]!.toLowerCase().split(/\s*,\s*/));
    const pragma: Pragma = { ruleIds, suppression: { kind: 'inSource', justification: match[2]?.trim() || 'No reason is given.' } };
    byInstruction.set(instruction, [...(byInstruction.get(instruction) ?? []), pragma]);
  }
  return {
    apply: (draft) => {
      const instruction = byInstruction.size === 0 ? null : instructionAt(dockerfile.instructions, draft.start);
      const pragma = instruction && byInstruction.get(instruction)?.find(({ ruleIds }) => ruleIds.has(draft.rule.id));
      return pragma ? { ...draft, suppression: pragma.suppression } : draft;
    },
  };
}
