/** The way from what a user asks of registries to the store and to the answer. */
import { answer } from './audit/answer.js';
import { runAudit } from './audit/audit.js';
import type { AuditPlan, AuditProgress } from './audit/plan.js';
import { onQueue } from './audit/queue/on-queue.js';
import { parseTarget, type Choice } from './audit/scope.js';
import { defaultStore, openStore } from './audit/store.js';
import type { Matcher } from './match/matcher.js';
import type { AuditReport } from './model/audit.js';
import { LayerlintError } from './model/error.js';
import type { Platform } from './model/image.js';
import type { RuleSet } from './model/rule.js';
import type { LayerScan } from './scan/layer.js';
import type { RegistryOptions } from './source/open.js';
import type { Environment } from './source/registry/proxy.js';
import type { Timing } from './source/registry/timing.js';

/** What is read of registries, and how. */
export interface AuditOptions {
  /** The file of the store; default: `layerlint/audit.db` in the user's data directory. */
  readonly store?: string;
  /** Keys the fingerprints of a new store; default: a random one, which the store keeps. */
  readonly salt?: string | null;
  readonly registry?: RegistryOptions;
  /** `os/architecture[/variant]`, or `all`, the default. */
  readonly platform?: string;
  /** Globs over `repository` or `repository:tag`: `*` is all but a slash, `**` everything. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** The newest images of each repository, under all their tags. */
  readonly newest?: number | null;
  /** A date; what was pushed (or, where the registry does not tell, built) before is left out. */
  readonly since?: string | null;
  /** Manifests that no tag leads to, where the registry lists them; default false. */
  readonly untagged?: boolean;
  /** How registries are listed; default: as their host is known to. */
  readonly catalogue?: string | null;
  /** Where the interface is that lists, if it is not the host of the registry. */
  readonly catalogueUrl?: string | null;
  /** Requests under way at one registry; default 8. */
  readonly concurrency?: number;
  /** To one registry; with a queue, layers that all workers together take from it in a minute. */
  readonly requestsPerMinute?: number | null;
  /** `redis://HOST`: layers are read by whatever workers listen there, not here. The salt must be given, and be theirs. */
  readonly queue?: string | null;
  readonly onProgress?: (event: AuditProgress) => void;
  readonly signal?: AbortSignal | null;
}

/** Registries bear that from one client; browsers open six. */
const CONCURRENCY = 8;
/** Jobs that wait in a queue at a time: enough for hundreds of workers, little for Redis. */
const QUEUED = 1000;

/** What only `index.ts` knows. */
export interface AuditTools {
  readonly rules: RuleSet;
  readonly matcher: Matcher;
  readonly scanLayer: LayerScan;
  readonly platform: Platform | 'all';
  readonly env: Environment;
}

/** Audits the targets (`HOST[/PREFIX]`), with layers read here or on a queue. Throws what `runAudit` and `onQueue` throw, and `usage`. */
export async function auditWith(targets: readonly string[], options: AuditOptions, tools: AuditTools, timing?: Timing): Promise<AuditReport> {
  const { queue: address = null, salt = null } = options;
  if (address !== null && !salt) {
    throw new LayerlintError('usage', 'A queue needs a salt that its workers have too.', { hint: 'Set LAYERLINT_SALT to the same long random text here and for every worker.' });
  }
  const plan = planOf(targets, options, tools);
  const store = await openStore(options.store ?? defaultStore(tools.env), { salt });
  const queue = address === null ? null : await onQueue(address, { rules: tools.rules, salt: store.salt, layersPerMinute: plan.requestsPerMinute, signal: plan.signal }).catch((error: unknown) => {
    store.close();
    throw error;
  });
  try {
    return await runAudit(queue === null ? plan : { ...plan, scanLayer: queue.scanLayer, countWorkers: queue.countWorkers, layersAtOnce: QUEUED }, store, timing);
  } finally {
    await queue?.close();
    store.close();
  }
}

/** What the last run of a store found out; nothing is read but the store. Throws `not-found`, `unreadable`. */
export async function readAudit(path: string | null, env: Environment): Promise<AuditReport> {
  const store = await openStore(path ?? defaultStore(env), { create: false });
  try {
    return answer(store);
  } finally {
    store.close();
  }
}

function planOf(targets: readonly string[], options: AuditOptions, tools: AuditTools): AuditPlan {
  if (targets.length === 0) throw new LayerlintError('usage', 'Nothing to audit was named.', { hint: 'Name a registry: `layerlint audit HOST[/PREFIX]`, or `--from FILE`.' });
  const { include = [], exclude = [], newest = null, since = null, concurrency = CONCURRENCY } = options;
  const choice: Choice = { include, exclude, newest, since: since === null ? null : parseDate(since) };
  return {
    targets: targets.map(parseTarget),
    choice,
    platform: tools.platform,
    rules: tools.rules,
    matcher: tools.matcher,
    scanLayer: tools.scanLayer,
    countWorkers: null,
    layersAtOnce: concurrency,
    registry: options.registry ?? {},
    catalogue: options.catalogue ?? null,
    catalogueUrl: options.catalogueUrl ? parseUrl(options.catalogueUrl) : null,
    concurrency,
    requestsPerMinute: options.requestsPerMinute ?? null,
    untagged: options.untagged ?? false,
    env: tools.env,
    now: () => new Date(),
    onProgress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? null,
  };
}

function parseDate(text: string): string {
  const date = Date.parse(text);
  if (Number.isNaN(date)) throw new LayerlintError('usage', `\`${text}\` is no date.`, { hint: 'Write it as 2026-01-31.' });
  return new Date(date).toISOString();
}

function parseUrl(text: string): URL {
  try {
    const url = new URL(text);
    if ((url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '') return url;
  } catch {
    // Said below; what was typed may hold a password.
  }
  throw new LayerlintError('usage', 'The address of the catalogue is none of the form `https://HOST/PATH`.', { hint: 'Leave credentials out: those of `docker login` are used.' });
}
