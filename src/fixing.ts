/** Dockerfiles as they should be written. */
import { buildFileKind } from './build/build-file.js';
import { openContext, readDockerfile } from './dockerfile/context.js';
import { parseDockerfile } from './dockerfile/parse.js';
import { createPositions } from './dockerfile/position.js';
import type { Delivery } from './fix/delivery.js';
import { type Change, unifiedDiff } from './fix/diff.js';
import type { TextEdit } from './fix/fix.js';
import type { Mended } from './fix/mend.js';
import { addSuppression, commentAbove } from './fix/suppression.js';
import { dockerfileFolder, type LintOptions } from './linting.js';
import type { Finding } from './model/finding.js';
import { createRedact } from './model/redact.js';
import type { Report } from './model/report.js';
import { rulesOfKind } from './model/rule.js';
import { builtInRuleSet, matcherOf } from './rule-sets.js';
import { matchFileRule } from './rule/file-name.js';
import { lint } from './scan/lint.js';

/** A Dockerfile as it was found and as it would be mended. */
export interface FixedDockerfile extends Mended {
  /** Before the changes. */
  readonly report: Report;
  /** How to build from now on, for the fixes together; null when they need no secret. */
  readonly delivery: Delivery | null;
}

/** What `fixDockerfile` can be told. */
export interface FixOptions extends LintOptions {
  /** Picks the findings that are to be fixed; default: all. */
  readonly wanted?: (finding: Finding) => boolean;
}

/** Works out every safe fix for a Dockerfile and the ignore file of its context; writes nothing. Throws what `lintDockerfile` throws. */
export async function fixDockerfile(path: string, options: FixOptions = {}): Promise<FixedDockerfile> {
  return fixText(await readDockerfile(path), path, { contextDirectory: dockerfileFolder(path), ...options });
}

/** As `fixDockerfile`, for a text. Without a context directory the ignore file is left alone. */
export async function fixText(text: string | Buffer, path: string, options: FixOptions = {}): Promise<FixedDockerfile> {
  const { deliveryOf } = await import('./fix/delivery.js');
  const { readIgnoreFile } = await import('./fix/load.js');
  const { mendDockerfile } = await import('./fix/mend.js');
  const { rules = builtInRuleSet, salt = null, contextDirectory = null, mostContextBytes, today = new Date().toISOString().slice(0, 10), unsaved, wanted } = options;
  const matcher = await matcherOf(rules);
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const dockerfile = parseDockerfile(bytes, path);
  const context = contextDirectory === null ? null : await openContext(contextDirectory, path, unsaved);
  const report = await lint(dockerfile, rules, { context, salt, today, matcher, ...(mostContextBytes === undefined ? {} : { mostContextBytes }) });
  const files = rulesOfKind(rules, 'file');
  const ignore = context && (await readIgnoreFile(context.directory, path, context.ignoreFile, unsaved));
  const mended = await mendDockerfile({
    dockerfile,
    bytes,
    report,
    ...(wanted ? { wanted } : {}),
    lint: (fixed) => lint(fixed, rules, { salt, today, matcher }),
    context: context && {
      isSecretFile: (file) => files.some((rule) => matchFileRule(rule, file)),
      files: (await context.list()).files.map((file) => file.path),
      ignorePath: ignore!.path,
      ignoreText: ignore!.text,
    },
  });
  return { ...mended, report, delivery: deliveryOf(mended.fixes.flatMap(({ secrets }) => secrets), path) };
}

/**
 * The comment that takes findings of a rule on, for the instruction in a line (from 1) of a Dockerfile, or the next one, or for
 * the line of a compose or bake file; its reason is left to be written. Null where no instruction follows, and where a comment
 * would be part of a script or of a value. Offsets are those of the text without a byte order mark.
 */
export function suppressInText(text: string, path: string, line: number, ruleId: string): TextEdit | null {
  const kind = buildFileKind(path.replaceAll('\\', '/'));
  if (kind !== null) {
    const body = text.replace(/^\uFEFF/, '');
    return kind === 'compose' || kind === 'bake-hcl' ? commentAbove(body, createPositions({ text: body, encoding: 'utf8', bomLength: 0 }).startOf(line), ruleId) : null;
  }
  const dockerfile = parseDockerfile(text, path);
  return addSuppression(dockerfile, createPositions(dockerfile).startOf(line), ruleId);
}

/** The changes as one unified diff. Values that the reports know are masked unless they are asked for: then it can be applied. */
export function formatDiff(fixed: readonly FixedDockerfile[], options: { readonly showSecrets?: boolean } = {}): string {
  const changes = fixed.flatMap((one) => one.changes);
  if (options.showSecrets === true) return unifiedDiff(changes);
  const redact = createRedact(fixed.flatMap(({ report }) => report.findings.flatMap(({ secret }) => secret ?? [])));
  const masked = changes.map(({ path, before, after }): Change => ({ path: redact.prose(path), before: before === null ? null : redact.source(before), after: redact.source(after) }));
  return unifiedDiff(masked);
}
