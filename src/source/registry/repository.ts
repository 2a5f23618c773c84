import { LayerlintError } from '../../model/error.js';
import { parseDigest } from '../digest.js';
import { ConnectionLost } from './connection-lost.js';
import { parseRetryAfter, Patience } from './timing.js';
import type { Timing } from './timing.js';
import { discard } from './transport.js';
import type { Answer, Outgoing, Transport } from './transport.js';

/** A stale token, then one that is refused, and it is clear. */
const MOST_CHALLENGES = 2;
/** What an object store says of an address that was signed too long ago. */
const EXPIRED = new Set([400, 401, 403]);

/** What may be asked; who signs is added. */
export interface Request extends Omit<Outgoing, 'authorization'> {
  /** True where any refusal is an answer, and nothing to be told. */
  readonly mayRefuse?: boolean;
}

/** How requests are signed: `Authorization` meets whatever challenge a registry sets. */
export interface SignIn {
  /** What to send along; null as long as nobody asked. */
  readonly header: string | null;
  /** False once credentials of the user's were sent. */
  readonly isAnonymous: boolean;
  /** Meets the challenge of an answer 401 that was given to a request with `sent`. Throws `unauthorized`. */
  meet(challenges: string, registry: URL, sent: string | null): Promise<void>;
  refused(): Promise<LayerlintError>;
}

/** Where a registry may be, in the order of trying, and where it has answered. */
export interface RegistryAddress {
  readonly candidates: readonly URL[];
  found: URL | null;
}

/** One repository of a registry, read over HTTP. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pull */
export class Repository {
  /** Where to ask for what a digest names and this place has not got or does not give. */
  #next: (() => Promise<Repository>) | null = null;

  constructor(
    /** `host/repository`, as messages name it. */
    readonly place: string,
    /** As the registry names it, without the host. */
    readonly path: string,
    /** Shared by all repositories of the registry. */
    private readonly address: RegistryAddress,
    private readonly transport: Transport,
    private readonly authorization: SignIn,
    readonly timing: Timing,
  ) {}

  /** An answer of 200, 206, 404 or 416. Signs in, and tries again what may succeed. Throws `unauthorized`, `registry-unreachable`. */
  async ask(kind: 'manifests' | 'blobs', reference: string, request: Request = {}, patience = this.patience()): Promise<Answer> {
    const path = `v2/${this.path}/${kind}/${reference}`;
    if (this.#next === null || parseDigest(reference) === null) return this.read(path, request, patience);
    try {
      const answer = await this.read(path, request, patience);
      if (answer.status !== 404) return answer;
      discard(answer.body);
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
    }
    return (await this.#next()).ask(kind, reference, request);
  }

  /** What a digest names is the same wherever it lies: a mirror that has lost a layer is no reason to go without it. */
  fallBackTo(next: () => Promise<Repository>): void {
    this.#next = next;
  }

  /** As `ask`, for any path and query of the registry. */
  async read(path: string, request: Request = {}, patience = this.patience()): Promise<Answer> {
    for (;;) {
      try {
        // Taken as a path whatever it holds: what a registry calls its next page shall not lead to another host.
        return await this.#reach(`/${path.replace(/^[/\\]+/, '')}`, request);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await patience.endure(error);
      }
    }
  }

  /** True as long as everything was read without credentials of the user's. */
  get isAnonymous(): boolean {
    return this.authorization.isAnonymous;
  }

  patience(): Patience {
    return new Patience(this.timing, this.place);
  }

  close(): void {
    this.transport.close();
  }

  /** Finds out on the first request whether the registry speaks TLS. */
  async #reach(path: string, request: Request): Promise<Answer> {
    const { found, candidates } = this.address;
    if (found !== null) return this.#send(new URL(path, found), request);
    let first: ConnectionLost | null = null;
    for (const address of candidates) {
      try {
        return await this.#send(new URL(path, address), request);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        // Whoever has never answered is not waited for.
        first ??= error.silent ? error.final() : error;
        if (!error.maybePlain) throw first;
      }
    }
    throw first!;
  }

  async #send(url: URL, request: Request): Promise<Answer> {
    for (let challenges = 0; challenges <= MOST_CHALLENGES; challenges++) {
      const sent = this.authorization.header;
      const answer = await this.transport.exchange(url, { ...request, authorization: sent });
      this.address.found ??= new URL('/', url);
      if (answer.status !== 401 || answer.elsewhere) return this.#judge(answer, request.mayRefuse ?? false);
      discard(answer.body);
      await this.authorization.meet(answer.headers['www-authenticate'] ?? '', url, sent);
    }
    throw await this.authorization.refused();
  }

  async #judge(answer: Answer, mayRefuse: boolean): Promise<Answer> {
    const { status, headers, elsewhere } = answer;
    if (status === 200 || status === 206 || status === 404 || status === 416) return answer;
    const isLimited = status === 429 || (status === 403 && isUsedUp(headers));
    const isTrouble = status === 408 || isLimited || status >= 500;
    if (mayRefuse && !isTrouble) return answer;
    discard(answer.body);
    if (isTrouble) {
      throw new ConnectionLost(`answered HTTP ${status}`, { retryAfter: parseRetryAfter(headers['retry-after'], Date.now()), limited: isLimited });
    }
    if (elsewhere && EXPIRED.has(status)) throw new ConnectionLost(`sent to a server that answered HTTP ${status}`);
    if (status === 403) throw await this.authorization.refused();
    throw new LayerlintError('registry-unreachable', `${this.place}: answered HTTP ${status}, which is no answer of a registry.`, { hint: 'Check the host and the port; a proxy may stand between.' });
  }
}

/** GitHub says so with the status of a refusal. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isUsedUp(headers: Answer['headers']): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}
