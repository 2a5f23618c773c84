import { WindowedDocument } from '../content/document.js';
import { readCreatedBy } from '../model/created-by.js';
import type { Image, Layer } from '../model/image.js';
import { resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import type { LayerReference, Location, Region } from '../model/location.js';
import type { ImageProblem, ImageRule } from '../model/rule.js';
import type { Draft } from './finding.js';

/** One string of an image's metadata: its own document, so that no JSON escaping stands in a match's way. */
interface MetadataText {
  /** JSON pointer (RFC 6901) into the config, `/annotations/<key>` or `/attestations/<index>/<pointer into the statement>`. */
  readonly pointer: string;
  readonly text: string;
}

/** Deeper than any config that a builder writes; what lies deeper is left out by the sources already. */
const DEEPEST = 64;
/** A value this long may be a document of its own in base64 (`moby.buildkit.cache.v0`, the Dockerfile in a provenance). */
const SHORTEST_ENCODED = 16;

/** What no text has, and what is left of bytes that are no UTF-8. */
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/;

/** Every string of config, history, annotations and attestations, whatever its key is called. */
function* metadataTexts(image: Image): Generator<MetadataText> {
  if (image.config) yield* stringsOf(image.config.value, '', 0);
  yield* stringsOf(image.annotations, '/annotations', 0);
  for (const [index, { statement }] of image.attestations.entries()) yield* stringsOf(statement.value, `/attestations/${index}`, 0);
}

function* stringsOf(value: unknown, pointer: string, depth: number): Generator<MetadataText> {
  if (typeof value === 'string') {
    yield { pointer, text: value };
    const encoded = decodeDocument(value);
    if (encoded !== undefined) yield* stringsOf(encoded, pointer, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [key, item] of Object.entries(value)) {
    const step = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    // Volumes and ExposedPorts keep their words in the keys.
    if (!Array.isArray(value) && typeof item === 'object') yield { pointer: step, text: key };
    yield* stringsOf(item, step, depth + 1);
  }
}

function decodeDocument(text: string): unknown {
  if (text.length < SHORTEST_ENCODED || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  if (BINARY.test(decoded)) return undefined;
  if (!/^\s*[[{]/.test(decoded)) return decoded;
  try {
    return JSON.parse(decoded);
  } catch {
    return decoded;
  }
}

/** What patterns and image rules find in an image's metadata, one draft for each secret and place. */
export function scanMetadata(image: Image, rules: readonly ImageRule[], matcher: Matcher): readonly Draft[] {
  const problems = new Map<string, { rule: ImageRule; problem: ImageProblem }[]>();
  for (const rule of rules) {
    for (const problem of rule.check(image)) {
      const at = problems.get(problem.pointer);
      if (at) at.push({ rule, problem });
      else problems.set(problem.pointer, [{ rule, problem }]);
    }
  }
  const drafts: Draft[] = [];
  for (const { pointer, text } of metadataTexts(image)) {
    let hits: readonly Hit[] = [];
    const document = new WindowedDocument(matcher.reach, (chunk) => (hits = resolveOverlaps(matcher.match(chunk))));
    // A pointer is no path: `Healthcheck/Test` makes no test file of it.
    document.begin('', 'bytes');
    document.whole(Buffer.from(text));
    const place = locate(image, pointer);
    const taken: Hit[] = [];
    for (const { rule, problem } of problems.get(pointer) ?? []) {
      const start = Buffer.byteLength(text.slice(0, problem.start ?? 0));
      const end = start + Buffer.byteLength(text.slice(problem.start ?? 0, problem.end ?? text.length));
      const over = hits.filter((hit) => hit.start < end && hit.end > start);
      if (over.some((hit) => hit.rule.rank === 'specific')) continue;
      taken.push(...over);
      drafts.push({
        rule,
        ...problem,
        severity: problem.severity ?? rule.severity,
        evidence: problem.evidence ?? [],
        location: place(document.region(start, end)),
        exposure: { state: 'metadata' },
        excerpt: document.excerpt(start, end, problem.secret?.masked),
      });
    }
    problems.delete(pointer);
    for (const hit of hits) {
      if (taken.includes(hit)) continue;
      drafts.push({
        ...hit,
        message: `${hit.rule.title} in the image's ${describePointer(pointer)}.`,
        location: place(document.region(hit.start, hit.end)),
        exposure: { state: 'metadata' },
        excerpt: document.excerpt(hit.start, hit.end, hit.secret.masked),
        name: '',
      });
    }
  }
  return drafts;
}

/** The layer as findings refer to it. */
export function layerReference(image: Image, layer: Layer): LayerReference {
  const entry = layer.historyIndex === null ? undefined : image.history[layer.historyIndex];
  return {
    index: layer.index,
    digest: layer.descriptor.digest,
    diffId: layer.diffId ?? '',
    createdBy: entry ? readCreatedBy(entry.createdBy).instruction : null,
  };
}

function locate(image: Image, pointer: string): (region: Region) => Location {
  if (pointer.startsWith('/annotations/')) return (region) => ({ kind: 'annotation', pointer, region });
  const statement = /^\/attestations\/(\d+)(.*)$/s.exec(pointer);
  if (statement) {
    const digest = image.attestations[Number(statement[1])]!.statement.descriptor.digest;
    return (region) => ({ kind: 'attestation', pointer: statement[2]!, digest, region });
  }
  const step = /^\/history\/(\d+)\//.exec(pointer);
  if (!step) return (region) => ({ kind: 'config', pointer, region });
  const index = Number(step[1]);
  const layer = image.layers.find(({ historyIndex }) => historyIndex === index);
  const instruction = readCreatedBy(image.history[index]?.createdBy ?? '').instruction;
  return (region) => ({ kind: 'history', pointer, instruction, layer: layer ? layerReference(image, layer) : null, region });
}

function describePointer(pointer: string): string {
  const [, first = '', second = ''] = pointer.split('/');
  if (first === 'annotations') return 'annotations';
  if (first === 'history') return 'history';
  if (first === 'attestations') return 'attestation';
  return first === 'config' || first === 'container_config' ? `${first} (${second})` : 'config';
}
