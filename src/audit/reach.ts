import { LayerlintError } from '../model/error.js';
import type { Registry } from '../source/registry/connect.js';
import { Patience } from '../source/registry/timing.js';

/** So many failures one after the other, and the registry itself is asked whether it is there. */
const SUSPECT_AFTER = 3;

/** Which registries still answer: each thing is asked for with patience, and a registry that is gone would be waited for a hundred thousand times. */
export class Reach {
  readonly #failures = new Map<string, number>();
  readonly #gone = new Map<string, { readonly reason: string; left: number }>();

  constructor(private readonly isThere: (host: string) => Promise<boolean>) {}

  /** True where nothing more is to be asked of the host; what would have been is counted. */
  leavesOut(host: string): boolean {
    const gone = this.#gone.get(host);
    if (gone) gone.left += 1;
    return gone !== undefined;
  }

  isGone(host: string): boolean {
    return this.#gone.has(host);
  }

  succeeded(host: string): void {
    this.#failures.delete(host);
  }

  /** To be told of whatever error ended the work on one thing. */
  async failed(host: string, error: LayerlintError): Promise<void> {
    // Any other refusal is an answer.
    if (error.code !== 'registry-unreachable') return this.succeeded(host);
    const failures = (this.#failures.get(host) ?? 0) + 1;
    this.#failures.set(host, failures);
    if (failures < SUSPECT_AFTER || this.#gone.has(host)) return;
    if (await this.isThere(host)) this.#failures.delete(host);
    else if (!this.#gone.has(host)) this.#gone.set(host, { reason: error.message, left: 0 });
  }

  /** What to say in the end. */
  *notices(): Generator<{ readonly host: string; readonly message: string }> {
    for (const [host, { reason, left }] of this.#gone) {
      const more = left === 0 ? '' : `; ${left} more tags, manifests and layers were not asked for`;
      yield { host, message: `It stopped answering${more}. The same command reads what is missing once it is back. ${reason}` };
    }
  }
}

/** True where a registry answers at all, be it with a refusal. */
export async function answers(registry: Registry): Promise<boolean> {
  const repository = registry.repository('');
  try {
    const answer = await repository.read('v2/', { mayRefuse: true }, new Patience({ ...registry.timing, retries: 0, longestWait: 0 }, registry.host));
    answer.body.resume();
    return true;
  } catch (error) {
    if (!(error instanceof LayerlintError)) throw error;
    return error.code !== 'registry-unreachable';
  }
}
