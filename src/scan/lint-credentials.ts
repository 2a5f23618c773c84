import { instructionAt } from '../dockerfile/instruction-at.js';
import type { Positions } from '../dockerfile/position.js';
import { HITS_PER_DOCUMENT, resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import { followFile, type FileWay } from '../judge/file-way.js';
import { staysAround } from '../judge/run-stays.js';
import { isFingerprint } from '../judge/variable.js';
import { destinationOf } from '../judge/sinks.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import { excerptOf } from './lint-excerpt.js';
import type { PlacedDraft } from './lint-doubles.js';

/** Where a literal in an instruction ends up. */
const SINKS: Readonly<Record<string, readonly Sink[]>> = {
  ARG: ['history', 'provenance'],
  ENV: ['config', 'history'],
  LABEL: ['config', 'history'],
  CMD: ['config', 'history'],
  ENTRYPOINT: ['config', 'history'],
  HEALTHCHECK: ['config', 'history'],
  RUN: ['history'],
  COPY: ['history'],
  ADD: ['history', 'provenance'],
  FROM: ['provenance'],
};

/** Credentials of known shape anywhere in the file, comments included: the whole file is one document. */
export function credentialDrafts(dockerfile: Dockerfile, matcher: Matcher, positions: Positions, notices: Notice[]): PlacedDraft[] {
  const bytes = Buffer.from(dockerfile.text, dockerfile.encoding);
  // Whatever its name and folder, it is read as what it is: `docs/` makes no prose of it.
  const path = 'Dockerfile';
  const hits = resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path }));
  if (hits.length >= HITS_PER_DOCUMENT) {
    notices.push({
      code: 'limit-reached',
      message: `The file holds more than ${HITS_PER_DOCUMENT} matches; the rest is not listed.`,
      location: { kind: 'dockerfile', path: dockerfile.path, region: null },
    });
  }
  return hits.flatMap((hit) => {
    const start = positions.offsetAtByte(hit.start + dockerfile.bomLength);
    const place = placeOf(dockerfile, start);
    return isUnderstood(hit, place) ? [] : [toDraft(hit, dockerfile, positions, start, place)];
  });
}

/** Where in the file something stands; null between instructions. */
type Place = Instruction | 'comment' | null;

function placeOf({ comments, instructions }: Dockerfile, offset: number): Place {
  return comments.some(({ start, end }) => start <= offset && offset < end) ? 'comment' : instructionAt(instructions, offset);
}

/** A generic pattern sees names and values where the builder sees words: the rules have judged those, and know better. */
function isUnderstood({ rule, confidence, secret }: Hit, place: Place): boolean {
  if (rule.rank !== 'generic' || place === null) return false;
  // Nobody runs a comment: without a shape of its own its value is an example as often as not.
  if (place === 'comment' || isFingerprint(secret?.reveal() ?? '')) return true;
  return ['ARG', 'ENV', 'LABEL'].includes(place.keyword) || confidence === 'low';
}

function toDraft(hit: Hit, dockerfile: Dockerfile, positions: Positions, start: number, place: Place): PlacedDraft {
  const end = Math.max(start, positions.offsetAtByte(hit.end + dockerfile.bomLength));
  const comment = place === 'comment';
  const instruction = place === 'comment' ? null : place;
  const { rule, secret, confidence, evidence } = hit;
  const way = instruction && wayOf(dockerfile, instruction, start);
  const destination = instruction ? destinationOf(dockerfile, instruction, sinksOf(instruction, way, start), hit.severity, way) : null;
  const where = comment ? 'a comment of the Dockerfile' : instruction ? `\`${instruction.keyword}\`` : 'the Dockerfile';
  const extra = comment ? ['A comment is in no image, yet in the repository and its history.'] : destination?.because != null ? [destination.because] : [];
  return {
    rule,
    secret,
    ...(hit.identity ? { identity: hit.identity } : {}),
    confidence,
    severity: destination?.severity ?? hit.severity,
    evidence: [...evidence, ...extra],
    message: `${rule.title} in ${where}.`,
    location: { kind: 'dockerfile', path: dockerfile.path, region: positions.region(start, end) },
    exposure: { state: 'build', sinks: destination?.sinks ?? [] },
    excerpt: excerptOf(dockerfile, positions, start, end),
    name: '',
    ...(way && way.steps.length > 0 ? { flow: [{ start, end, message: `It stands in ${where}.` }, ...way.steps].map((step) => ({ region: positions.region(step.start, step.end), message: step.message })) } : {}),
    start,
    end,
  };
}

function sinksOf({ keyword, copy, heredocs }: Instruction, way: FileWay | null, offset: number): readonly Sink[] {
  // The history names the heredoc of a COPY and leaves its text out.
  if (copy && heredocs.some(({ body }) => body.start <= offset && offset < body.end)) return ['layer'];
  const own = SINKS[keyword] ?? ['history'];
  return way && !own.includes('layer') ? [...own, 'layer'] : own;
}

/** Where the file goes that a RUN or a heredoc writes it into; null when it is in no file. */
function wayOf(dockerfile: Dockerfile, instruction: Instruction, offset: number): FileWay | null {
  const { keyword, copy, heredocs } = instruction;
  const heredoc = copy && heredocs.find(({ body }) => body.start <= offset && offset < body.end);
  const target = copy?.target;
  if (heredoc && target) return followFile(dockerfile, instruction, target.path.endsWith('/') ? `${target.path}${heredoc.name}` : target.path);
  const ways = keyword === 'RUN' ? staysAround(instruction, offset).map(({ path }) => followFile(dockerfile, instruction, path)) : [];
  return ways.find(({ ships }) => ships) ?? ways[0] ?? null;
}
