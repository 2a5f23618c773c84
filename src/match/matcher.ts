import type { Chunk } from '../model/chunk.js';
import { LayerlintError } from '../model/error.js';
import { mergeIdentity } from '../model/identity.js';
import type { Identity } from '../model/identity.js';
import type { CredentialRule, EvidenceUse, Pattern } from '../model/rule.js';
import { Secret } from '../model/secret.js';
import { CONFIDENCES, milderSeverity } from '../model/severity.js';
import type { Confidence, Severity } from '../model/severity.js';
import { compileGlobs } from '../rule/file-name.js';
import type { PathTest } from '../rule/file-name.js';
import type { Candidate, Refusal, Verdict } from './candidate.js';
import { findCompanions } from './companion.js';
import { EVIDENCE, REFUSALS } from './evidence/index.js';
import { compileExceptions, needsLinear, type Excepted, type ExceptionTest } from './exception.js';
import { identify } from './identify.js';
import { loadLinearEngine, type LinearEngine } from './linear-engine.js';
import { nativeRegex } from './pattern-regex.js';
import type { PatternRegex, RegexMatch } from './pattern-regex.js';
import { commentedOut, isInstalled, shown, SHOWN_BEFORE, shownInComment, toldReaders } from './shown.js';
import { createSearch } from './search.js';
import type { SearchOptions } from './search.js';

/** A credential found in a document. */
export interface Hit {
  readonly rule: CredentialRule;
  /** Byte offsets of the secret in the document; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly secret: Secret;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** Sentences without the value. */
  readonly evidence: readonly string[];
  /** Whose it is and what it opens. */
  readonly identity?: readonly Identity[];
  /** Set where the pattern saw more than the secret: a name in front that says whose it is, mostly. */
  readonly told?: true;
  /** The way to it from the document's root, where the file's own grammar tells: `auths.r.acme.io.auth`. */
  readonly key?: string;
  /** Set where the file's own grammar gave it, which knows better where it begins and ends than a pattern does. */
  readonly parsed?: true;
}

export interface Matcher {
  /** Its rules by their ids. */
  readonly rules: ReadonlyMap<string, CredentialRule>;
  /** Bytes that a window needs on each side of what it owns, unless the document ends there. */
  readonly reach: number;
  /** Hits whose keyword begins in `[from, to)`, at most `HITS_PER_DOCUMENT`; may overlap, see `resolveOverlaps`. */
  match(chunk: Chunk): Hit[];
}

/** A document with more is a word list or an attack; the caller says so in a notice. */
export const HITS_PER_DOCUMENT = 1000;

/** Context on both sides of a match, for lookarounds, `\b` and `$`: the longest name in front of a value and some. */
const MARGIN = 128;

/** A pattern that is ready to be tried. */
export interface CompiledPattern {
  readonly rule: CredentialRule;
  readonly pattern: Pattern;
  readonly regex: PatternRegex;
  readonly before: number;
  readonly applies: PathTest;
  readonly excepted: ExceptionTest | null;
  /** What its evidence is, and that which is asked for every pattern. */
  readonly evidence: readonly EvidenceUse[];
  /** Whether nothing comes of a match with such groups. */
  readonly refuses: Refusal | null;
}

export interface MatcherOptions extends SearchOptions {
  /** True where all rules are known to compile, as the built-in ones are: then each does when its keyword is first found. */
  readonly checked?: boolean;
  /** What matchers of the same rules have compiled, and this one will. */
  readonly ready?: Map<Pattern, CompiledPattern>;
}

/** As `createMatcher`, with the linear engine where a rule asks for it. */
export async function prepareMatcher(rules: readonly CredentialRule[], options: Pick<MatcherOptions, 'checked'> = {}): Promise<Matcher> {
  const linear = rules.some(({ patterns }) => patterns.some(needsLinear));
  return createMatcher(rules, linear ? { ...options, linear: await loadLinearEngine() } : options);
}

/** Throws `rules-invalid` where a regex or an evidence name is wrong, or the linear engine is asked for and missing. */
export function createMatcher(rules: readonly CredentialRule[], options: MatcherOptions = {}): Matcher {
  const { linear = null, checked = false, ready = new Map<Pattern, CompiledPattern>() } = options;
  const declared = rules.flatMap((rule) => rule.patterns.map((pattern) => ({ rule, pattern })));
  const compiled: (CompiledPattern | undefined)[] = checked ? [] : declared.map((one) => compilePattern(one, linear));
  const search = createSearch(declared.map(({ pattern }) => pattern), options);
  const reach = Math.max(0, ...declared.map(({ pattern }) => Math.max(pattern.before ?? 0, pattern.reach))) + MARGIN;

  return {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    reach,
    match(chunk) {
      const hits: Hit[] = [];
      // Most chunks have no place, and of those that have most have no hit.
      let slice: Slice | null = null;
      let quiet: Map<CompiledPattern, number> | null = null;
      let seen: Set<string> | null = null;
      search(chunk.bytes, chunk.from, chunk.to, (index, at) => {
        if (hits.length >= HITS_PER_DOCUMENT) return;
        const pattern = (compiled[index] ??= compileOnce(declared[index]!, linear, ready));
        if (!pattern.applies(chunk.path)) return;
        if (pattern.pattern.engine !== undefined && isQuiet(pattern, chunk, at, (quiet ??= new Map()))) return;
        const hit = tryPattern(pattern, chunk, at, (slice ??= new Slice(chunk)));
        if (!hit) return;
        // All that two of one place can differ in: which of them comes first must not matter, since a window may end between their keywords.
        const key = `${hit.rule.id} ${hit.start} ${hit.end} ${hit.confidence} ${hit.severity} ${hit.evidence.join(' ')}`;
        seen ??= new Set();
        if (seen.has(key)) return;
        seen.add(key);
        hits.push(hit);
      });
      return hits;
    },
  };
}

function compileOnce(declared: Pick<CompiledPattern, 'rule' | 'pattern'>, linear: LinearEngine | null, ready: Map<Pattern, CompiledPattern>): CompiledPattern {
  const compiled = ready.get(declared.pattern) ?? compilePattern(declared, linear);
  ready.set(declared.pattern, compiled);
  return compiled;
}

function compilePattern({ rule, pattern }: Pick<CompiledPattern, 'rule' | 'pattern'>, linear: LinearEngine | null): CompiledPattern {
  for (const { name } of pattern.evidence ?? []) {
    if (!EVIDENCE[name]) {
      throw new LayerlintError('rules-invalid', `Rule \`${rule.id}\` asks for unknown evidence \`${name}\`.`, {
        hint: `Known evidence: ${Object.keys(EVIDENCE).join(', ')}.`,
      });
    }
  }
  const before = pattern.before ?? 0;
  const evidence = [...(pattern.evidence ?? []), { name: 'placeholder' }];
  const refuses = before === 0 && rule.rank === 'generic' ? (evidence.map(({ name }) => REFUSALS[name]).find((refusal) => refusal !== undefined) ?? null) : null;
  const applies = pattern.paths ? compileGlobs(pattern.paths) : () => true;
  try {
    if (linear || !needsLinear(pattern)) {
      const regex = pattern.engine !== undefined ? linear!.compile(pattern) : nativeRegex(pattern);
      return { rule, pattern, regex, before, applies, excepted: compileExceptions(pattern, linear), evidence, refuses };
    }
  } catch (cause) {
    throw new LayerlintError('rules-invalid', `Rule \`${rule.id}\` has a regular expression that does not compile.`, {
      hint: 'Mend its `regex`.',
      cause,
    });
  }
  throw new LayerlintError('rules-invalid', `Rule \`${rule.id}\` asks for the linear engine, which was not loaded.`, { hint: 'Make the matcher with `prepareMatcher`.' });
}

/** Bytes that are asked at once whether they hold a match at all. */
const ASKED_BYTES = 4096;

/**
 * True where no match of the pattern covers the keyword at `at`, as one pass over the bytes around and behind it says. What it
 * says holds for all keywords in there: each byte is passed twice at most, however many keywords a hostile file has.
 */
function isQuiet(compiled: CompiledPattern, { bytes }: Chunk, at: number, quiet: Map<CompiledPattern, number>): boolean {
  if (at < (quiet.get(compiled) ?? 0)) return true;
  const { regex, before, pattern: { reach } } = compiled;
  const low = Math.max(0, at - before - MARGIN);
  const high = Math.min(bytes.length, low + Math.max(ASKED_BYTES, 2 * (before + reach + 2 * MARGIN)));
  if (regex.mayMatch(bytes.toString('latin1', low, high))) return false;
  quiet.set(compiled, high === bytes.length ? Infinity : high - reach - MARGIN);
  return true;
}

/** Text around the place that is being looked at; patterns of one place share it. */
class Slice {
  readonly #chunk: Chunk;
  #text = '';
  low = 0;
  #high = 0;

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  /** Text that holds `[low, high)` and begins at `this.low`. */
  around(low: number, high: number): string {
    if (low < this.low || high > this.#high || high - low < (this.#high - this.low) >> 2) {
      this.low = low;
      this.#high = high;
      this.#text = this.#chunk.bytes.toString('latin1', low, high);
    }
    return this.#text;
  }
}

/** The earliest match that covers the keyword at `at` and ends within reach. */
function tryPattern(compiled: CompiledPattern, chunk: Chunk, at: number, slice: Slice): Hit | null {
  const { pattern, regex, before, refuses } = compiled;
  const { bytes, path } = chunk;
  const low = Math.max(0, at - before - MARGIN);
  const high = Math.min(bytes.length, at + pattern.reach + MARGIN);
  const text = slice.around(low, high);
  const begin = slice.low;
  const from = Math.max(0, at - before) - begin;
  const refused = refuses ? (groups: RegexMatch['groups']) => refuses(groups, path) : undefined;
  for (let match = regex.find(text, from, refused); match && begin + match.start <= at; match = regex.find(text, match.start + 1, refused)) {
    const { secret } = match;
    const end = begin + match.end;
    if (secret && end > at && end <= at + pattern.reach) {
      if (compiled.excepted?.(describe(text, match, secret, path))) return null;
      // Evidence sees what this pattern asked for, whoever else shares the text.
      return weigh(compiled, chunk, text.slice(low - begin, high - begin), low, [secret[0] + begin - low, secret[1] + begin - low], match);
    }
    if (before === 0) return null;
  }
  return null;
}

function describe(text: string, { start, end }: RegexMatch, secret: readonly [number, number], path: string): Excepted {
  const lineEnd = text.indexOf('\n', start);
  return { secret: text.slice(...secret), match: text.slice(start, end), line: text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd === -1 ? text.length : lineEnd), path };
}

function weigh(
  { rule, pattern, evidence }: CompiledPattern,
  chunk: Chunk,
  text: string,
  low: number,
  [start, end]: readonly [number, number],
  match: Pick<RegexMatch, 'start' | 'secret' | 'groups'>,
): Hit | null {
  const candidate: Candidate = { text, start, end, secret: text.slice(start, end), groups: match.groups, path: chunk.path };
  const verdicts: Verdict[] = [];
  for (const { name, options } of evidence) {
    const verdict = EVIDENCE[name]!(candidate, options ?? {});
    if (!verdict) continue;
    if (verdict.discard && rule.rank === 'generic') return null;
    verdicts.push(verdict);
  }
  const proved = verdicts.some(({ confidence }) => confidence === 'high') && pattern.evidence?.some(({ name }) => name === 'checksum');
  const installed = proved || !isInstalled(chunk.path) ? null : shown(chunk.path, chunk.bytes.toString('latin1', Math.max(0, low + start - SHOWN_BEFORE), low + start), { secret: candidate.secret, specific: rule.rank === 'specific', quoted: chunk.quoted ?? false });
  const stands = proved ? null : (installed ?? commentedOut(chunk.bytes, low + start, candidate.secret) ?? (rule.rank === 'generic' ? (toldReaders(chunk.bytes, low + start) ?? shownInComment(chunk.bytes, low + start)) : null));
  if (stands) verdicts.push(stands);
  const identity = mergeIdentity(identify(candidate, pattern.evidence ?? []), findCompanions(rule, chunk.bytes, low + start, low + end));
  return {
    rule,
    start: chunk.base + low + start,
    end: chunk.base + low + end,
    secret: new Secret(chunk.bytes.toString('utf8', low + start, low + end)),
    confidence: sumUp(pattern.confidence ?? 'medium', verdicts),
    severity: verdicts.reduce((severity, verdict) => milderSeverity(severity, verdict.severity ?? severity), rule.severity),
    evidence: [...new Set(verdicts.flatMap((verdict) => verdict.says ?? []))],
    ...(match.start < match.secret![0] ? { told: true } : {}),
    ...withIdentity(identity),
  };
}

function sumUp(base: Confidence, verdicts: readonly Verdict[]): Confidence {
  const given = verdicts.flatMap((verdict) => verdict.confidence ?? []);
  if (given.includes('low')) return 'low';
  return CONFIDENCES.find((confidence) => confidence === base || given.includes(confidence)) ?? base;
}

const withIdentity = (identity: readonly Identity[]): Pick<Hit, 'identity'> => (identity.length > 0 ? { identity } : {});

/** Gives what a file's own grammar tells of a place to all hits there, and what a pattern tells of the very same bytes to the grammar's. */
export function shareIdentity(hits: readonly Hit[]): Hit[] {
  if (!hits.some(({ parsed }) => parsed)) return [...hits];
  return hits.map((hit) => {
    const same = hits.filter((one) => one !== hit && one.start < hit.end && one.end > hit.start && (one.parsed || (hit.parsed && one.start === hit.start && one.end === hit.end)));
    if (same.length === 0) return hit;
    const key = hit.key ?? same.find((one) => one.key !== undefined)?.key;
    return { ...hit, ...(key === undefined ? {} : { key }), ...withIdentity(same.reduce((all, one) => mergeIdentity(all, one.identity ?? []), [...(hit.identity ?? [])])) };
  });
}

/**
 * Leaves one hit where several see the same bytes: specific before generic before a judged assignment, then the surer, the longer, the one that a name tells, the first by id.
 * Takes all hits of one document; gives them sorted by start.
 */
export function resolveOverlaps(hits: readonly Hit[]): Hit[] {
  const ranked = [...hits].sort(compareRank);
  const kept: Hit[] = [];
  for (const hit of ranked) {
    const at = lowerBound(kept, hit.start);
    const clashes = (kept[at - 1]?.end ?? -1) > hit.start || (kept[at]?.start ?? Infinity) < hit.end;
    if (!clashes) kept.splice(at, 0, hit);
  }
  return kept;
}

function compareRank(a: Hit, b: Hit): number {
  return (
    rankOf(a) - rankOf(b) ||
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
    b.end - b.start - (a.end - a.start) ||
    Number(b.told ?? false) - Number(a.told ?? false) ||
    (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0) ||
    a.start - b.start
  );
}

/** Asked for what only a name tells. */
const BY_NAME: readonly string[] = ['assignment', 'service'];

/** A rule that judges any assignment at all yields to every rule that knows more. */
function rankOf({ rule, parsed, confidence }: Hit): number {
  // What a shape alone makes doubtful, the file's own grammar may know.
  if (rule.rank === 'specific') return confidence === 'low' && !parsed ? 0.75 : 0;
  if (parsed) return confidence === 'low' ? 0.8 : 0.5;
  return rule.patterns.some(({ evidence }) => evidence?.some(({ name }) => BY_NAME.includes(name))) ? 2 : 1;
}

/** Index of the first kept hit that starts at `start` or later; `kept` has no overlaps. */
function lowerBound(kept: readonly Hit[], start: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
