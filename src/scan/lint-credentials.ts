import { instructionAt } from '../dockerfile/instruction-at.js';
import type { Positions } from '../dockerfile/position.js';
import { HITS_PER_DOCUMENT, resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import { destinationOf } from '../judge/sinks.js';
import type { Dockerfile } from '../model/dockerfile.js';
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
  RUN: ['history', 'layer'],
  COPY: ['layer', 'history'],
  ADD: ['history', 'provenance'],
  FROM: ['provenance'],
};

/** Credentials of known shape anywhere in the file, comments included: the whole file is one document. */
export function credentialDrafts(dockerfile: Dockerfile, matcher: Matcher, positions: Positions, notices: Notice[]): PlacedDraft[] {
  const bytes = Buffer.from(dockerfile.text, dockerfile.encoding);
  const path = dockerfile.path.replaceAll('\\', '/');
  const hits = resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path }));
  if (hits.length >= HITS_PER_DOCUMENT) {
    notices.push({
      code: 'limit-reached',
      message: `The file holds more than ${HITS_PER_DOCUMENT} matches; the rest is not listed.`,
      location: { kind: 'dockerfile', path: dockerfile.path, region: null },
    });
  }
  return hits.map((hit) => toDraft(hit, dockerfile, positions));
}

function toDraft(hit: Hit, dockerfile: Dockerfile, positions: Positions): PlacedDraft {
  const start = positions.offsetAtByte(hit.start + dockerfile.bomLength);
  const end = Math.max(start, positions.offsetAtByte(hit.end + dockerfile.bomLength));
  const comment = dockerfile.comments.some((one) => one.start <= start && start < one.end);
  const instruction = comment ? null : instructionAt(dockerfile.instructions, start);
  const { rule, secret, confidence, evidence } = hit;
  const destination = instruction ? destinationOf(dockerfile, instruction, SINKS[instruction.keyword] ?? ['history'], hit.severity) : null;
  const where = comment ? 'a comment of the Dockerfile' : instruction ? `\`${instruction.keyword}\`` : 'the Dockerfile';
  const extra = comment ? ['A comment is in no image, yet in the repository and its history.'] : destination?.because != null ? [destination.because] : [];
  return {
    rule,
    secret,
    confidence,
    severity: destination?.severity ?? hit.severity,
    evidence: [...evidence, ...extra],
    message: `${rule.title} in ${where}.`,
    location: { kind: 'dockerfile', path: dockerfile.path, region: positions.region(start, end) },
    exposure: { state: 'build', sinks: destination?.sinks ?? [] },
    excerpt: excerptOf(dockerfile, positions, start, end),
    name: '',
    start,
    end,
  };
}
