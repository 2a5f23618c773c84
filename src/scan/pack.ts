/**
 * A layer's report as a JSON value, so that it can go to another thread, into a cache, or to another machine and back.
 * Fields that are plain data travel as they are; rules go by their ids, secrets under a seal.
 */
import type { HiddenPaths } from '../layer/hides.js';
import { LayerlintError } from '../model/error.js';
import { createRedact, type Redact } from '../model/redact.js';
import type { CredentialRule, FileRule, Rule, RuleSet } from '../model/rule.js';
import { Secret, type SealedSecret } from '../model/secret.js';
import type { DocumentHit } from './document.js';
import type { Found, FoundFile } from './file-search.js';
import type { FileReport, LayerReport } from './layer.js';

/** Raised whenever a report of before cannot be read any more; part of every cache key. */
export const PACKED_FORMAT = 3;

type PackedHit = Omit<DocumentHit, 'rule' | 'secret'> & { readonly rule: string; readonly secret: SealedSecret | string };
type Packed<F extends FileReport> = Omit<F, 'rule' | 'hits'> & { readonly rule: string | null; readonly hits: readonly PackedHit[] };
type PackedFile = Packed<FileReport>;

/** What `packFound` makes: plain JSON with values in clear, for another thread of this process. */
export interface PackedFound extends Omit<Found, 'files'> {
  readonly files: readonly Packed<FoundFile>[];
}

/** What `packLayerReport` makes: plain JSON. */
export interface PackedLayerReport extends Omit<LayerReport, 'files' | 'hidden' | 'vendorFiles'> {
  readonly files: readonly PackedFile[];
  /** base64 of the little-endian bytes. */
  readonly hidden: { readonly hashes: string; readonly marks: string };
  /** base64 of the little-endian bytes. */
  readonly vendorFiles: string;
}

/**
 * With a salt no value is in the result: secrets are sealed with it, and texts that quote them are masked. Without one the
 * values are in it in clear, for another thread of this process.
 */
export function packLayerReport(report: LayerReport, salt: string | null): PackedLayerReport {
  const secrets = report.files.flatMap(({ hits }) => hits.map(({ secret }) => secret));
  const redact = salt === null ? PLAIN : createRedact(secrets);
  return {
    ...report,
    files: report.files.map((file) => packFile(file, redact, salt)),
    notices: report.notices.map((notice) => ({ ...notice, message: redact.prose(notice.message), path: notice.path === null ? null : redact.prose(notice.path) })),
    hidden: { hashes: toBase64(report.hidden.hashes), marks: toBase64(report.hidden.marks) },
    vendorFiles: toBase64(report.vendorFiles),
  };
}

const PLAIN: Redact = { source: (text) => text, prose: (text) => text };

function packFile<F extends FileReport>(file: F, redact: Redact, salt: string | null): Packed<F> {
  return {
    ...file,
    path: redact.prose(file.path),
    within: file.within.map(redact.prose),
    links: file.links.map(redact.prose),
    rule: file.rule?.id ?? null,
    hits: file.hits.map((hit) => ({
      ...hit,
      rule: hit.rule.id,
      secret: salt === null ? hit.secret.reveal()! : hit.secret.seal(salt),
      evidence: hit.evidence.map(redact.prose),
      ...(hit.key === undefined ? {} : { key: redact.prose(hit.key) }),
      ...(hit.identity ? { identity: hit.identity.map(({ label, value }) => ({ label, value: redact.prose(value) })) } : {}),
      excerpt: redact.source(hit.excerpt),
    })),
  };
}

/** What a helping thread found, for the one that reads the layer. */
export function packFound(found: Found): PackedFound {
  return { ...found, files: found.files.map((file) => packFile(file, PLAIN, null)) };
}

/** What was packed by `packFound`, again. */
export function unpackFound(packed: PackedFound, rules: RuleSet): Found {
  return packed.files.length === 0 ? { ...packed, files: [] } : { ...packed, files: packed.files.map(unpackFile(rules, null)) };
}

/** True when a path quotes a secret: masked, it no longer tells which layer hides the file, so that the report is not to be kept. */
export function hasSecretPath({ files }: LayerReport): boolean {
  const redact = createRedact(files.flatMap(({ hits }) => hits.map(({ secret }) => secret)));
  return files.some(({ path, links }) => [path, ...links].some((name) => redact.prose(name) !== name));
}

/** The report again. Throws `damaged` when it names rules that the set does not have, or is not of this form. */
export function unpackLayerReport(packed: PackedLayerReport, rules: RuleSet, salt: string | null): LayerReport {
  try {
    return {
      ...packed,
      files: packed.files.map(unpackFile(rules, salt)),
      hidden: unpackHidden(packed.hidden),
      vendorFiles: toNumbers(packed.vendorFiles),
    };
  } catch (cause) {
    if (cause instanceof LayerlintError) throw cause;
    throw new LayerlintError('damaged', 'A stored report of a layer is not of the form that it should have.', { cause });
  }
}

function unpackFile(rules: RuleSet, salt: string | null): <F extends FileReport>(file: Packed<F>) => F {
  const byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const secretOf = (secret: SealedSecret | string): Secret => {
    if ((typeof secret === 'string') !== (salt === null)) throw damaged('a secret is not under the seal that was asked for');
    return new Secret(typeof secret === 'string' ? secret : { ...secret, salt: salt! });
  };
  return <F extends FileReport>(file: Packed<F>) =>
    ({
      ...file,
      rule: file.rule === null ? null : (ruleOf(byId, file.rule, 'file') as FileRule),
      hits: file.hits.map((hit) => ({ ...hit, rule: ruleOf(byId, hit.rule, 'credential') as CredentialRule, secret: secretOf(hit.secret) })),
    }) as unknown as F;
}

function ruleOf(byId: ReadonlyMap<string, Rule>, id: string, kind: Rule['kind']): Rule {
  const rule = byId.get(id);
  if (rule?.kind !== kind) throw damaged(`it names a rule \`${id}\` that is not there`);
  return rule;
}

function damaged(why: string): LayerlintError {
  return new LayerlintError('damaged', `A stored report of a layer cannot be used: ${why}.`);
}

function unpackHidden({ hashes, marks }: PackedLayerReport['hidden']): HiddenPaths {
  const hidden = { hashes: toNumbers(hashes), marks: Uint8Array.from(Buffer.from(marks, 'base64')) };
  if (hidden.hashes.length !== hidden.marks.length) throw damaged('its list of hidden paths is cut short');
  return hidden;
}

function toNumbers(base64: string): Float64Array {
  return new Float64Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

function toBase64(array: Float64Array | Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}
