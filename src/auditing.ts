/** Registries, and the workers that read layers for them. */
import type { AuditOptions as AuditSettings } from './audit-registries.js';
import type { WorkEvent } from './audit/queue/work.js';
import { sideBySide, planOf } from './layer-scans.js';
import type { AuditReport } from './model/audit.js';
import type { RuleSet } from './model/rule.js';
import { builtInRuleSet, matcherOf } from './rule-sets.js';
import { parsePlatform } from './scanning.js';
import type { RegistryOptions } from './source/open.js';

export interface AuditOptions extends AuditSettings {
  /** Default: the built-in rules. */
  readonly rules?: RuleSet;
  /** A directory in which is kept which files held nothing, so that other layers with the same are read sooner; default: nothing is kept. */
  readonly cache?: string;
}

/**
 * Audits registries, each `HOST[/PREFIX]`: every distinct layer is read once and its result kept in the store, so that a run
 * that was stopped goes on, and a later one reads only what is new. What could not be read is a notice of the answer. Throws
 * `usage`, and `unauthorized`, `registry-unreachable` or `not-found` where no target could be listed.
 */
export async function auditRegistries(targets: readonly string[], options: AuditOptions = {}): Promise<AuditReport> {
  const { rules = builtInRuleSet, platform = 'all' } = options;
  const matcher = await matcherOf(rules);
  const { auditWith } = await import('./audit-registries.js');
  const tools = { rules, matcher, scanLayer: await sideBySide(rules, matcher, planOf({}), options.cache ?? null), platform: platform === 'all' ? ('all' as const) : parsePlatform(platform), env: process.env };
  return auditWith(targets, options, tools);
}

/** What a worker of a queue is told. */
export interface WorkerOptions {
  /** `redis://HOST` or `rediss://HOST`, with user and password before the host where it needs them. */
  readonly queue: string;
  /** The same as the audits'. */
  readonly salt: string;
  /** Default: the built-in rules; audits with others use another queue. */
  readonly rules?: RuleSet;
  readonly registry?: RegistryOptions;
  /** Layers side by side, of each registry; default 4. */
  readonly concurrency?: number;
  /** Milliseconds after which the job of a worker that is silent goes to another one; default 60,000. */
  readonly lock?: number;
  /** As that of an audit. */
  readonly cache?: string;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: WorkEvent) => void;
}

/**
 * Reads layers of the registries (`HOST`) for audits with `queue`, until the signal; what was begun is finished then.
 * Throws `usage` and `queue-unreachable`.
 */
export async function runWorker(hosts: readonly string[], options: WorkerOptions): Promise<void> {
  const { rules = builtInRuleSet, registry = {}, concurrency = 4, lock = 60_000, onEvent = () => undefined } = options;
  const matcher = await matcherOf(rules);
  const { runWorker: work } = await import('./audit/queue/work.js');
  const { queue, salt, signal } = options;
  await work({ queue, hosts, rules, salt, scanLayer: await sideBySide(rules, matcher, planOf({}), options.cache ?? null), registry, env: process.env, concurrency, lock, signal, onEvent });
}

/** What the last audit of a store said; null means the store in the user's data directory. Throws `not-found`, `unreadable`. */
export async function readAudit(store: string | null = null): Promise<AuditReport> {
  return (await import('./audit-registries.js')).readAudit(store, process.env);
}
