import { CONFIDENCES, isAtLeast } from '../model/severity.js';
import type { Draft } from './finding.js';

/** A draft with the UTF-16 span of the Dockerfile that it is about. */
export interface PlacedDraft extends Draft {
  readonly start: number;
  readonly end: number;
}

/** Findings that overlap in one chain are compared each with each; beyond this many the rest stand as they are. */
const LARGEST_CLUSTER = 400;

/**
 * One finding for one secret at one place, in the order of the file. A credential of known shape beats what a Dockerfile rule
 * says of the same text and takes over its advice and its sinks, which know the line; a generic pattern loses against both.
 */
export function settleDrafts(drafts: readonly PlacedDraft[]): PlacedDraft[] {
  const sorted = [...drafts].sort(byPlace);
  const settled: PlacedDraft[] = [];
  let cluster: PlacedDraft[] = [];
  let end = -1;
  for (const draft of sorted) {
    if (draft.start >= end || cluster.length >= LARGEST_CLUSTER) {
      settled.push(...settleCluster(cluster));
      cluster = [];
      end = -1;
    }
    cluster.push(draft);
    end = Math.max(end, draft.end);
  }
  return [...settled, ...settleCluster(cluster)];
}

function settleCluster(drafts: readonly PlacedDraft[]): PlacedDraft[] {
  const ranked = [...drafts].sort((a, b) => rank(a) - rank(b) || confidence(a) - confidence(b) || byPlace(a, b));
  const kept: PlacedDraft[] = [];
  for (const draft of ranked) {
    const at = kept.findIndex((one) => overlaps(one, draft) && isSame(one, draft));
    if (at === -1) kept.push(draft);
    else if (kept[at]!.rule.kind === 'credential' && draft.rule.kind === 'dockerfile') kept[at] = merge(kept[at]!, draft);
  }
  return kept.sort(byPlace);
}

function byPlace(a: PlacedDraft, b: PlacedDraft): number {
  return a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : Number(a.rule.id > b.rule.id));
}

function rank({ rule }: PlacedDraft): number {
  if (rule.kind === 'credential') return rule.rank === 'specific' ? 0 : 2;
  return 1;
}

function confidence(draft: PlacedDraft): number {
  return CONFIDENCES.indexOf(draft.confidence);
}

function overlaps(a: PlacedDraft, b: PlacedDraft): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Two Dockerfile rules may each have a point about one text; two readings of one secret are one finding. */
function isSame(winner: PlacedDraft, loser: PlacedDraft): boolean {
  if (winner.rule.kind === 'credential' || loser.rule.kind === 'credential') return true;
  return winner.rule.id === loser.rule.id && winner.name === loser.name;
}

function merge(credential: PlacedDraft, line: PlacedDraft): PlacedDraft {
  return {
    ...credential,
    ...(line.fix === undefined ? {} : { fix: line.fix }),
    ...(line.flow === undefined ? {} : { flow: line.flow }),
    message: `${credential.message.replace(/\.$/, '')}: ${line.message.charAt(0).toLowerCase()}${line.message.slice(1)}`,
    severity: isAtLeast(credential.severity, line.severity) ? credential.severity : line.severity,
    exposure: line.exposure,
    evidence: [...new Set([...credential.evidence, ...line.evidence])],
  };
}
