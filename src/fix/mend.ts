import { parseIgnore } from '../dockerfile/ignore.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { planContextFile, type ContextKnowledge } from './context-file.js';
import type { Change } from './diff.js';
import type { Fix, NoFix } from './fix.js';
import { addIgnoreLines } from './ignore.js';
import { settleFixes } from './settle.js';
import { takesIn, targetsOf } from './target.js';

/** What is to be mended, and what is known of it. */
export interface Mending {
  readonly dockerfile: Dockerfile;
  /** The file as stored: it is written back byte for byte but for the edits. */
  readonly bytes: Buffer;
  /** What was found in it and in its context. */
  readonly report: Report;
  /** Picks what is to be mended; default: all of it. */
  readonly wanted?: (finding: Finding) => boolean;
  /** Lints a Dockerfile alone. */
  readonly lint: (dockerfile: Dockerfile) => Promise<Report>;
  /** Null when only the text is mended. */
  readonly context: (ContextKnowledge & { readonly ignorePath: string; readonly ignoreText: string | null }) | null;
}

/** A file to be written. */
export interface FileChange extends Change {
  readonly bytes: Buffer;
}

/** What mending gives; nothing is written. */
export interface Mended {
  /** The Dockerfile and the ignore file, where they change. */
  readonly changes: readonly FileChange[];
  readonly fixes: readonly Fix[];
  readonly left: readonly NoFix[];
  /** The findings that are gone with the changes. */
  readonly fixed: readonly Finding[];
}

/** Makes every safe fix. A file that would not come back byte for byte (cut for its size, no Dockerfile) is left as it is. */
export async function mendDockerfile({ dockerfile, bytes, report, wanted = () => true, lint, context }: Mending): Promise<Mended> {
  const stored = (text: string): Buffer => Buffer.concat([bytes.subarray(0, dockerfile.bomLength), Buffer.from(text, dockerfile.encoding)]);
  if (dockerfile.stages.length === 0 || !stored(dockerfile.text).equals(bytes)) return { changes: [], fixes: [], left: [], fixed: [] };
  const findings = report.findings.filter(wanted);
  const settled = await settleFixes(dockerfile, findings, lint);
  const fixes: Fix[] = [...settled.fixes];
  const left: NoFix[] = [...settled.left];
  if (context) {
    for (const target of targetsOf(dockerfile, findings)) {
      if (target.kind !== 'context-file') continue;
      const plan = planContextFile(settled.dockerfile, target, context);
      if ('reason' in plan) left.push(plan);
      else fixes.push(...plan);
    }
  }
  const { text } = settled.dockerfile;
  const changes: FileChange[] = text === dockerfile.text ? [] : [{ path: dockerfile.path, before: dockerfile.text, after: text, bytes: stored(text) }];
  const ignored = context && addIgnoreLines(context.ignoreText, fixes.flatMap(({ ignore }) => ignore));
  if (context && ignored !== null) changes.push({ path: context.ignorePath, before: context.ignoreText, after: ignored, bytes: Buffer.from(ignored) });

  const still = new Set((await lint(settled.dockerfile)).findings.map(({ fingerprint }) => fingerprint));
  const excludes = ignored === null ? () => false : parseIgnore(ignored).excludes;
  const fixed = report.findings.filter(({ location, fingerprint }) => (location.kind === 'context' ? excludes(location.path) || takesIn(settled.dockerfile, location.path) === null : !still.has(fingerprint)));
  return { changes, fixes, left, fixed };
}
