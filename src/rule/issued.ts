import type { Companion, CredentialRule, EvidenceUse, Pattern } from '../model/rule.js';
import { defineCredential } from './define.js';
import { readShape } from './shape.js';

/** The way out that holds for every credential. */
export const INJECT =
  'Give it at run time instead: `RUN --mount=type=secret` while building, a file under `/run/secrets` or a secrets manager when the container runs.';

/** No letter or digit in front, unless it belongs to an escape (`\n`, `%3D`, a colour of a terminal). */
export const LEFT = '(?<![A-Za-z0-9](?<!\\\\[nrt]|%[0-9A-Fa-f]{2}|\\x1b\\[[0-9;]{1,8}m))';

/**
 * From a name to its value in every common syntax: `=`, `:`, `=>`, `:=`, `,`, an XML tag's end, a call's parenthesis, with quotes,
 * escaped ones too; the value may stand on the next line, where formatters put long ones, or be the `value` beside a `name`.
 */
export const ASSIGNS = '(?:\\\\?["\'`\\])]|&quot;){0,3}[ \\t]{0,8}(?:,?[ \\t]{0,4}(?:\\r?\\n[ \\t]{0,32})?["\']?value["\']?[ \\t]{0,4}|</(?:name|key)>\\s{0,24}<(?:value|string))?(?:=>|:{1,3}=|[?.+|]{1,2}=|={1,3}|:|,|>|\\||\\()[ \\t]{0,8}(?:\\r?\\n[ \\t]{1,16})?(?:\\\\?["\'`]|&quot;){0,3}(?:(?:OAuth|Bearer|Token|Basic|Key)[ \\t]{1,2})?';

/** Behind one of these words a blank says as much as a sign. */
const SAID = '(?<=key|token|secret|password|pass|pat|auth|credential|access|api|bearer|private)(?:[ \\t]{1,4}|[-.])["\'`]?|(?<=is)[ \\t]{1,4}["\'`]?';
const CREDENTIAL = '(?:key|token|secret|password|passwd|pass|pat|auth|credential|access|api|bearer|cred|jwt|sid)s?';

type Extra = Omit<Partial<Pattern>, 'keywords' | 'regex' | 'reach'>;

/** A pattern whose reach is told from its regex. */
export function pattern(keywords: readonly string[], regex: string, extra: Extra = {}): Pattern {
  return { keywords, regex, reach: readShape(regex).longest, ...extra };
}

/** A token that a prefix gives away; `body` is the source of a regex, and `prefix` a literal. */
export function prefixed(prefix: string, body: string, extra: Extra = {}): Pattern {
  const literal = prefix.replace(/[.$+*?^()[\]{}|\\/]/g, '\\$&');
  // What copies a token may change the case of its digits; a prefix that tells whose it is stays enough.
  body = body.replaceAll('[0-9a-f]', '[0-9A-Fa-f]');
  return pattern([prefix.slice(0, LONGEST_KEYWORD)], `${PREFIXED_START}${literal}${body}${PREFIXED_END}`, extra);
}

/** What stands around the token of `prefixed`: its edges. */
const PREFIXED_START = `(?<!_)${LEFT}(?<secret>`;
const PREFIXED_END = ')(?![A-Za-z0-9_-])';

/** A few bytes are as rare as many, and keep the table small. */
const LONGEST_KEYWORD = 16;

/** A value without a shape of its own, known by the issuer's name in front of it: `ISSUER_TOKEN=…`; drawn at random or doubtful. */
export function assigned(names: readonly string[], value: string, extra: Extra = {}): Pattern {
  return named(names, '[\\w.\\t -]{0,40}', value, extra);
}

/** As `assigned`, for issuers named by an everyday word: a word for a credential must follow it (`DRONE_TOKEN=…`). */
export function keyed(names: readonly string[], value: string, extra: Extra = {}): Pattern {
  return named(names, `[\\w.\\t -]{0,24}?${CREDENTIAL}[\\w.\\t -]{0,16}`, value, extra);
}

function named(names: readonly string[], between: string, value: string, extra: Extra): Pattern {
  const name = names.map((one) => `${one.length < SHORT ? START : ''}${firstWord(one).length < 4 && /[-_ ]/.test(one) ? one : one.replace(/[-_ ]/g, '[-_. ]?')}`).join('|');
  const regex = `(?:${name})${between}(?:${ASSIGNS}|${SAID})(?<secret>${value})(?![A-Za-z0-9_+/-])`;
  const keywords = [...new Set(names.map((one) => (firstWord(one).length < 4 && /[-_ ]/.test(one) ? one : firstWord(one)).toLowerCase()))];
  // As `pattern` would tell it; the parts are few, and reading hundreds of whole expressions takes as long as starting Node.
  const reach = longest(name) + longest(between) + longest(`${ASSIGNS}|${SAID}`) + longest(value);
  return { keywords, regex, reach, flags: 'i', ...extra, evidence: [...(extra.evidence ?? []), drawn()] };
}

const lengths = new Map<string, number>();
function longest(source: string): number {
  const known = lengths.get(source) ?? readShape(source).longest;
  lengths.set(source, known);
  return known;
}

/** A shorter name stands in other words by chance. */
const SHORT = 7;
/** `box` is no part of `dropbox`; after an underscore, a digit or an escape a name may begin. */
const START = '(?<![A-Za-z](?<!\\\\[nrt]))';

const firstWord = (name: string): string => name.split(/[-_ ]/)[0]!;

/** What a setting of one of these names (an expression) says of whose a secret near it is. */
export function beside(label: string, names: string, value: string): Companion {
  return { label, regex: `(?:${names})["']?[ \\t]{0,4}[=:][ \\t]{0,4}["']?(?<id>${value})(?![A-Za-z0-9_-])`, flags: 'i' };
}

/** Asks whether a token that its issuer's name or prefix gives away was drawn at random, if in parts. */
export const drawn = (): EvidenceUse => ({ name: 'random', options: { part: 'any' } });

/** Asks for a checksum; see `src/match/evidence/checksum.ts` for the kinds. */
export const summed = (kind: string): { readonly evidence: readonly EvidenceUse[] } => ({
  evidence: [{ name: 'checksum', options: { kind } }],
});

/** What is said of a credential that its issuer's page can revoke. */
export interface Issued {
  readonly id: string;
  /** As in "… in plain text": `GitHub token`. */
  readonly title: string;
  readonly severity: CredentialRule['severity'];
  /** What its holder gets at, as in "Whoever reads it can …". */
  readonly allows: string;
  /** Where it is revoked. */
  readonly revoke: string;
  readonly references?: readonly string[];
  readonly rank?: CredentialRule['rank'];
  readonly fix?: string;
  readonly steps?: readonly string[];
  readonly patterns: readonly Pattern[];
  readonly companions?: CredentialRule['companions'];
  readonly leaks: readonly string[];
  readonly clean: readonly string[];
}

/** Declares a credential with the words that are the same for every issuer. */
export function issued(rule: Issued): CredentialRule {
  return defineCredential({
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    why: `Whoever reads it can ${rule.allows}.`,
    fix: rule.fix ?? INJECT,
    references: rule.references ?? [rule.revoke],
    ...(rule.rank ? { rank: rule.rank } : {}),
    patterns: rule.patterns,
    ...(rule.companions ? { companions: rule.companions } : {}),
    rotate: {
      url: rule.revoke,
      steps: rule.steps ?? ['Make a new one and hand it to what needs it.', 'Revoke the leaked one.', "Look through the issuer's log for uses that are not yours."],
    },
    examples: { leaks: rule.leaks, clean: rule.clean },
  });
}
