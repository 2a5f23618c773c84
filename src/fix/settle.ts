import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { planArgument } from './argument.js';
import { planCopiedFile } from './copied-file.js';
import { applyEdits } from './edit.js';
import { targetKey, type Fix, type FixTarget, type NoFix, type Plan } from './fix.js';
import { adviceFor } from './setting.js';
import { targetsOf } from './target.js';

/** Characters that may be linted over and over, once for each attempt; a file with more to mend is mended in several runs. */
const MOST_LINTED = 10_000_000;

/** A Dockerfile after its fixes, and what could not be fixed. */
export interface Settled {
  readonly dockerfile: Dockerfile;
  /** In the order in which they were made; the edits of each count in the text that the one before it left. */
  readonly fixes: readonly Fix[];
  readonly left: readonly NoFix[];
}

/**
 * Makes one fix after the other, and keeps each only if the file that it leaves parses as well as before, has no finding that
 * was not there, and none of what was to be mended. `lint` looks at the Dockerfile alone; `findings` may know more.
 */
export async function settleFixes(dockerfile: Dockerfile, findings: readonly Finding[], lint: (dockerfile: Dockerfile) => Promise<Report>): Promise<Settled> {
  const targets = targetsOf(dockerfile, findings).filter(({ kind }) => kind !== 'context-file');
  const waiting = new Map(targets.map((target) => [targetKey(target), target]));
  const left = new Map<string, NoFix>();
  const fixes: Fix[] = [];
  let current = { dockerfile, report: await lint(dockerfile) };
  let linted = 0;
  for (let target = nextTarget(waiting, left); target && linted < MOST_LINTED; target = nextTarget(waiting, left)) {
    const key = targetKey(target);
    const plan = planFix(current.dockerfile, target);
    if ('reason' in plan) {
      left.set(key, plan);
      continue;
    }
    let kept: Fix | null = null;
    for (const fix of plan) {
      const text = applyEdits(current.dockerfile.text, fix.edits);
      if (text === null) continue;
      linted += text.length;
      const fixed = parseDockerfile(text, current.dockerfile.path);
      const after = await lint(fixed);
      if (!isBetter(current, { dockerfile: fixed, report: after }, key)) continue;
      current = { dockerfile: fixed, report: after };
      kept = fix;
      break;
    }
    if (!kept) {
      left.set(key, { target, reason: (target.kind === 'argument' ? adviceFor(current.dockerfile.instructions, target.name) : null) ?? UNSETTLED[target.kind] });
      continue;
    }
    fixes.push(kept);
    waiting.delete(key);
    // What one fix took out of the way may let another through.
    left.clear();
  }
  for (const [key, target] of waiting) if (!left.has(key)) left.set(key, { target, reason: 'There is too much to fix at once: fix again.' });
  return { dockerfile: current.dockerfile, fixes, left: [...left.values()] };
}

/** What every rewrite that was tried has left behind. */
const UNSETTLED: Readonly<Record<FixTarget['kind'], string>> = {
  argument: 'A mount alone would still leave the value in a file of the image: let the program read the mount in place.',
  'copied-file': 'A mount alone would still leave it in the image.',
  'context-file': 'It is named by an instruction.',
};

function planFix(dockerfile: Dockerfile, target: FixTarget): Plan {
  return target.kind === 'argument' ? planArgument(dockerfile, target) : planCopiedFile(dockerfile, target);
}

function nextTarget(waiting: ReadonlyMap<string, FixTarget>, left: ReadonlyMap<string, NoFix>): FixTarget | null {
  for (const [key, target] of waiting) if (!left.has(key)) return target;
  return null;
}

interface State {
  readonly dockerfile: Dockerfile;
  readonly report: Report;
}

function isBetter(before: State, after: State, key: string): boolean {
  const known = new Set(before.report.findings.map(({ fingerprint }) => fingerprint));
  return (
    after.report.notices.length <= before.report.notices.length &&
    after.report.findings.every(({ fingerprint }) => known.has(fingerprint)) &&
    !targetsOf(after.dockerfile, after.report.findings).some((target) => targetKey(target) === key)
  );
}
