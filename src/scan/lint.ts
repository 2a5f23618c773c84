import type { BuildContext } from '../dockerfile/context.js';
import { instructionAt } from '../dockerfile/instruction-at.js';
import { createPositions } from '../dockerfile/position.js';
import { prepareMatcher, type Matcher } from '../match/matcher.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import { rulesOfKind, type RuleSet } from '../model/rule.js';
import { scanContext, type ContextReport } from './context.js';
import { asOf } from './expired.js';
import { sealReport } from './finding.js';
import { settleContext } from './lint-context.js';
import { credentialDrafts } from './lint-credentials.js';
import { settleDrafts, type PlacedDraft } from './lint-doubles.js';
import { ruleDrafts } from './lint-rules.js';
import { createSuppressions } from './suppress.js';

/** What `lint` needs beside the Dockerfile and the rules. */
export interface LintOptions {
  /** The files that COPY and ADD can take in; null when only the text is linted. */
  readonly context?: BuildContext | null;
  /** Bytes of the context that are read at most; default: as much as a large image holds. */
  readonly mostContextBytes?: number;
  /** Keys the fingerprints; null leaves values out of them. */
  readonly salt?: string | null;
  /** `YYYY-MM-DD`, what `until=` of a suppression is held against; null lets all of them hold. */
  readonly today?: string | null;
  /** Made from the rules when left out; making one costs more than linting a small file. */
  readonly matcher?: Matcher;
}

/** Lints a Dockerfile and what its build context brings in: findings in the order of the file, those of the context behind. */
export async function lint(dockerfile: Dockerfile, rules: RuleSet, options: LintOptions = {}): Promise<Report> {
  const { context = null, salt = null, today = null } = options;
  const matcher = options.matcher ?? (await prepareMatcher(rulesOfKind(rules, 'credential')));
  const positions = createPositions(dockerfile);
  const suppressions = createSuppressions(dockerfile, rules, positions, { today, contextRead: context !== null });
  const notices: Notice[] = [...dockerfile.notices];

  const byRules = ruleDrafts(dockerfile, rules, positions, notices);
  const byShape = credentialDrafts(dockerfile, matcher, positions, notices);
  const brought = context ? await scanContext(dockerfile, context, rules, matcher, positions, options.mostContextBytes) : null;
  const known = context && brought ? byRules.flatMap((draft) => knownByContext(draft, dockerfile, context, brought)) : byRules;
  const own = settleDrafts([...known, ...byShape]).map((placed) => suppressions.apply(placed));
  const inContext = context && brought ? settleContext(brought.drafts, dockerfile, context, positions).map((placed) => suppressions.apply(placed)) : [];
  notices.push(...(brought?.notices ?? []));
  const drafts = [...settleDrafts([...own, ...suppressions.unused()]), ...inContext].map((draft) => asOf(draft, today));
  const statistics = {
    layers: 0,
    files: brought?.files ?? 0,
    bytes: Buffer.byteLength(dockerfile.text, dockerfile.encoding) + (brought?.bytes ?? 0),
    filesSkipped: brought?.filesSkipped ?? 0,
  };
  return sealReport({ kind: 'dockerfile', reference: dockerfile.path, digest: null, platform: null }, drafts, notices, statistics, salt);
}

/** What COPY names and the ignore file leaves out comes in nowhere; what was read and holds nothing is worth a word, no more. */
function knownByContext(draft: PlacedDraft, dockerfile: Dockerfile, context: BuildContext, { harmless }: ContextReport): PlacedDraft[] {
  if (draft.rule.id !== 'secret-file-in-copy' || instructionAt(dockerfile.instructions, draft.start)?.copy?.from != null) return [draft];
  if (context.excludes(draft.name)) return [];
  if (!harmless.has(draft.name)) return [draft];
  return [{ ...draft, severity: 'info', confidence: 'low', evidence: [...draft.evidence, 'Its content was read, and nothing in it was recognised.'] }];
}
