import type { BuildContext } from '../dockerfile/context.js';
import { createPositions } from '../dockerfile/position.js';
import { createMatcher, type Matcher } from '../match/matcher.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import { rulesOfKind, type RuleSet } from '../model/rule.js';
import { scanContext } from './context.js';
import { sealReport, type Draft } from './finding.js';
import { credentialDrafts } from './lint-credentials.js';
import { settleDrafts, type PlacedDraft } from './lint-doubles.js';
import { ruleDrafts } from './lint-rules.js';
import { createSuppressions } from './suppress.js';

/** What `lint` needs beside the Dockerfile and the rules. */
export interface LintOptions {
  /** The files that COPY and ADD can take in; null when only the text is linted. */
  readonly context?: BuildContext | null;
  /** Keys the fingerprints; null leaves values out of them. */
  readonly salt?: string | null;
  /** Made from the rules when left out; making one costs more than linting a small file. */
  readonly matcher?: Matcher;
}

/** Lints a Dockerfile and what its build context brings in: findings in the order of the file, those of the context behind. */
export async function lint(dockerfile: Dockerfile, rules: RuleSet, options: LintOptions = {}): Promise<Report> {
  const { context = null, salt = null } = options;
  const matcher = options.matcher ?? createMatcher(rulesOfKind(rules, 'credential'));
  const positions = createPositions(dockerfile);
  const suppressions = createSuppressions(dockerfile);
  const notices: Notice[] = [...dockerfile.notices];

  const byRules = ruleDrafts(dockerfile, rules, positions, notices);
  const byShape = credentialDrafts(dockerfile, matcher, positions, notices);
  const drafts: Draft[] = settleDrafts([...byRules, ...byShape]).map((placed: PlacedDraft) => suppressions.apply(placed));

  const brought = context ? await scanContext(dockerfile, context, rules, matcher, positions) : null;
  if (brought) {
    drafts.push(...brought.drafts.map((placed) => suppressions.apply(placed)));
    notices.push(...brought.notices);
  }
  const statistics = {
    layers: 0,
    files: brought?.files ?? 0,
    bytes: Buffer.byteLength(dockerfile.text, dockerfile.encoding) + (brought?.bytes ?? 0),
    filesSkipped: brought?.filesSkipped ?? 0,
  };
  return sealReport({ kind: 'dockerfile', reference: dockerfile.path, digest: null, platform: null }, drafts, notices, statistics, salt);
}
