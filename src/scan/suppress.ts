import { instructionAt, instructionFrom } from '../dockerfile/instruction-at.js';
import type { Positions } from '../dockerfile/position.js';
import { readPragmas, type Pragma } from '../judge/pragma.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Suppression } from '../model/finding.js';
import type { Rule, RuleSet } from '../model/rule.js';
import { excerptOf } from './lint-excerpt.js';
import type { PlacedDraft } from './lint-doubles.js';

/** Marks findings that a comment takes on, and knows which comments were of no use. */
export interface Suppressions {
  apply(placed: PlacedDraft): PlacedDraft;
  /** Findings about layerlint's own suppressions that took nothing on; to be asked when every finding has been through `apply`. */
  unused(): PlacedDraft[];
}

export interface SuppressionOptions {
  /** `YYYY-MM-DD`; null lets suppressions hold whatever their `until` says. */
  readonly today: string | null;
  /** False when only the text was linted: what the rules would find in the context is then not known. */
  readonly contextRead: boolean;
}

export const UNUSED = 'unused-suppression';
const ALLOWED_LINE = /gitleaks:allow\b/i;

/** Reads `# layerlint-ignore`, `# layerlint-ignore-file` and the comments that other tools know. */
export function createSuppressions(dockerfile: Dockerfile, rules: RuleSet, positions: Positions, options: SuppressionOptions): Suppressions {
  const { today } = options;
  const pragmas = readPragmas(dockerfile);
  const expired = (pragma: Pragma): boolean => today !== null && pragma.until !== null && pragma.until < today;
  const wholeFile = new Map<string, Pragma>();
  const byInstruction = new Map<Instruction, Pragma[]>();
  const byStage = new Map<number, Pragma[]>();
  for (const pragma of pragmas.filter((one) => !expired(one))) {
    const instruction = pragma.scope === 'file' ? null : instructionFrom(dockerfile.instructions, pragma.comment.start);
    // A second one for the same rule adds nothing.
    if (pragma.scope === 'file') for (const id of pragma.rules) wholeFile.set(id, wholeFile.get(id) ?? pragma);
    else if (instruction && pragma.scope === 'instruction') put(byInstruction, instruction, pragma);
    else if (instruction?.stage != null) put(byStage, instruction.stage, pragma);
  }
  const used = new Map<Pragma, Set<string>>();
  const allowsLines = ALLOWED_LINE.test(dockerfile.text);

  const pragmaFor = (draft: PlacedDraft): Pragma | null => {
    const at = instructionAt(dockerfile.instructions, draft.start);
    // What a comment itself gives away is its neighbour's business: it suppresses with the instruction that follows.
    const near = at ?? instructionFrom(dockerfile.instructions, draft.start);
    const meant = ({ rules: ids }: Pragma): boolean => ids.includes(draft.rule.id) || (ids.includes('secrets') && draft.secret !== null);
    const found =
      (near && byInstruction.get(near)?.find(meant)) ??
      (near?.stage != null ? byStage.get(near.stage)?.find(meant) : undefined) ??
      wholeFile.get(draft.rule.id) ??
      (draft.secret === null ? undefined : wholeFile.get('secrets'));
    if (!found) return null;
    used.set(found, (used.get(found) ?? new Set()).add(draft.rule.id));
    return found;
  };

  const suppressionOf = (draft: PlacedDraft): Suppression | null => {
    const pragma = pragmaFor(draft);
    if (pragma) return { kind: 'inSource', justification: justify(pragma) };
    if (!allowsLines || draft.rule.id === UNUSED) return null;
    const { start, end } = positions.linesOf(draft.start, Math.min(draft.end, lineEnd(dockerfile, draft.start)));
    return ALLOWED_LINE.test(dockerfile.text.slice(start, end)) ? { kind: 'inSource', justification: 'The line says `gitleaks:allow`.' } : null;
  };

  const apply = (draft: PlacedDraft): PlacedDraft => {
    const suppression = suppressionOf(draft);
    return suppression ? { ...draft, suppression } : draft;
  };

  return {
    apply,
    unused: () => {
      const rule = rules.rules.find(({ id }) => id === UNUSED);
      if (!rule || pragmas.length === 0) return [];
      const kinds = new Map(rules.rules.map(({ id, kind }) => [id, kind]));
      const last = dockerfile.instructions.at(-1)?.end ?? 0;
      return pragmas.flatMap((pragma) => {
        if (pragma.tool !== 'layerlint' || (pragma.scope === 'instruction' && pragma.comment.start >= last)) return [];
        return pragma.rules.flatMap((id): PlacedDraft[] => {
          if (id === UNUSED || used.get(pragma)?.has(id)) return [];
          const kind = kinds.get(id) ?? null;
          if (!options.contextRead && (kind === 'credential' || kind === 'file')) return [];
          const message = unusedReason(pragma, id, expired(pragma), kind !== null);
          return [apply(unusedDraft(rule, id, message, pragma, dockerfile, positions))];
        });
      });
    },
  };
}

/** Why a suppression of a rule took nothing on, as a sentence. */
export function unusedReason({ until }: Pragma, id: string, isOver: boolean, isRule: boolean): string {
  if (isOver) return `The suppression of \`${id}\` held until ${until!} and is over.`;
  return isRule ? `\`${id}\` finds nothing here, so this suppression takes nothing on.` : `No rule is called \`${id}\`, so this suppression takes nothing on.`;
}

function put<K>(map: Map<K, Pragma[]>, key: K, pragma: Pragma): void {
  const list = map.get(key);
  if (list) list.push(pragma);
  else map.set(key, [pragma]);
}

function justify({ tool, reason }: Pragma): string {
  if (tool === 'layerlint') return reason ?? 'No reason is given.';
  return `A comment for ${tool} takes it on${reason === null ? '.' : `: ${reason}`}`;
}

function unusedDraft(rule: Rule, id: string, message: string, { comment }: Pragma, dockerfile: Dockerfile, positions: Positions): PlacedDraft {
  const { start, end } = comment;
  return {
    rule,
    name: id,
    message,
    secret: null,
    confidence: 'high',
    severity: rule.severity,
    evidence: [],
    location: { kind: 'dockerfile', path: dockerfile.path, region: positions.region(start, end) },
    exposure: { state: 'build', sinks: [] },
    excerpt: excerptOf(dockerfile, positions, start, end),
    start,
    end,
  };
}

/** Where the line of an offset ends. */
function lineEnd({ text }: Dockerfile, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline;
}
