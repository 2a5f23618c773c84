import type { LayerlintError } from '../model/error.js';
import { connectRegistry, type Registry } from '../source/registry/connect.js';
import { Pace } from '../source/registry/pace.js';
import type { ReferrerHints } from '../source/registry/referrers.js';
import { TIMING, type Timing } from '../source/registry/timing.js';
import type { AuditPlan, AuditProgress } from './plan.js';
import { answers, Reach } from './reach.js';
import type { AuditStore, Run } from './store.js';
import { noteRun } from './store.js';

/** Whoever reads a whole registry can wait for an hour, where one image would rather be told. */
const PATIENT: Timing = { ...TIMING, retries: 8, longestPause: 60_000, longestWait: 3_600_000 };

/** One run under way: the plan, the store, the registries that it talks to, and what it has counted. */
export class Session {
  readonly counts = { repositories: 0, tags: 0, images: 0, layers: 0, bytes: 0, findings: 0 };
  readonly #registries = new Map<string, Promise<Registry>>();
  /** Hosts that do not know the referrers API. */
  readonly #withoutReferrers = new Set<string>();
  readonly reach = new Reach(async (host) => answers(await this.registry(host)));
  readonly #pace: Pace;
  readonly #began = performance.now();
  layersTotal: number | null = null;
  bytesTotal: number | null = null;
  workers: number | null = null;

  constructor(
    readonly plan: AuditPlan,
    readonly store: AuditStore,
    readonly run: Run,
    private readonly timing: Timing = PATIENT,
  ) {
    this.#pace = new Pace(plan.requestsPerMinute);
  }

  get requests(): number {
    return this.#pace.requests;
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  get stopped(): boolean {
    return this.plan.signal?.aborted === true;
  }

  /** Connections to a host are shared by all that is asked of it. */
  registry(host: string): Promise<Registry> {
    const known = this.#registries.get(host) ?? connectRegistry(host, this.plan.registry, this.plan.env, this.timing, this.#pace);
    this.#registries.set(host, known);
    return known;
  }

  /** What the list of tags and earlier answers of the host tell of referrers. */
  referrerHints(host: string, repository: number): ReferrerHints {
    const { database } = this.store;
    const without = this.#withoutReferrers;
    return {
      hasTag: (tag) => database.get('SELECT 1 FROM tag WHERE repository = ? AND name = ? AND gone_run IS NULL', repository, tag) !== undefined,
      get withoutApi() {
        return without.has(host);
      },
      set withoutApi(isAbsent: boolean) {
        if (isAbsent) without.add(host);
      },
    };
  }

  note(place: string, error: LayerlintError | string): void {
    noteRun(this.store, this.run, place, typeof error === 'string' ? error : error.message);
  }

  report(phase: AuditProgress['phase']): void {
    const { layersTotal, bytesTotal, requests, workers, seconds } = this;
    this.plan.onProgress({ phase, ...this.counts, layersTotal, bytesTotal, requests, workers, seconds });
  }

  async close(): Promise<void> {
    for (const registry of this.#registries.values()) (await registry.catch(() => null))?.close();
  }
}
