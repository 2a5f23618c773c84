import { LayerlintError } from '../../model/error.js';
import { asRecord, asText, parseJson } from '../json.js';
import { isLoopback, parseAddress } from './address.js';
import { readBody } from './body.js';
import type { Challenge } from './challenge.js';
import { parseChallenges } from './challenge.js';
import { ConnectionLost } from './connection-lost.js';
import type { Credentials, FoundCredentials } from './credentials.js';
import { parseRetryAfter } from './timing.js';
import { discard } from './transport.js';
import type { Answer, Transport } from './transport.js';

/** Tokens that list many rights have some ten kilobytes. */
const LARGEST_TOKEN_ANSWER = 1024 * 1024;

export interface AuthorizationOptions {
  readonly host: string;
  readonly repository: string;
  readonly insecure: boolean;
  readonly idle: number;
  /** Asked only when the registry wants to know who it is, and not again before what it gave has ended. */
  readonly findCredentials: () => Promise<FoundCredentials>;
}

/** Signs in at one registry for one repository: Basic, or a token from the realm that the registry names. */
export class Authorization {
  #header: string | null = null;
  #found: Promise<FoundCredentials> | null = null;
  #expiresAt = Infinity;
  #meeting: Promise<void> | null = null;
  #isAnonymous = true;

  constructor(
    private readonly transport: Transport,
    private readonly options: AuthorizationOptions,
  ) {}

  /** What to send along; null as long as nobody asked, and again once the credentials have ended. */
  get header(): string | null {
    if (Date.now() >= this.#expiresAt) this.#header = null;
    return this.#header;
  }

  /** False once credentials were sent to meet a challenge. */
  get isAnonymous(): boolean {
    return this.#isAnonymous;
  }

  /**
   * Meets the challenge of an answer 401 that was given to a request with `sent`. Of several requests at a time only one signs
   * in, and the others wait for it. Throws `unauthorized` when there is no way.
   * https://distribution.github.io/distribution/spec/auth/token/
   */
  async meet(challenges: string, registry: URL, sent: string | null): Promise<void> {
    if (sent !== this.#header) return;
    this.#meeting ??= this.#meet(challenges, registry, sent).finally(() => (this.#meeting = null));
    await this.#meeting;
  }

  async #meet(challenges: string, registry: URL, sent: string | null): Promise<void> {
    const offered = parseChallenges(challenges);
    const { credentials } = await this.#credentials();
    this.#isAnonymous = credentials === null;
    if (credentials?.kind === 'access' && sent === null) {
      this.#header = `Bearer ${credentials.token}`;
      return;
    }
    const bearer = offered.find(({ scheme }) => scheme === 'bearer');
    if (bearer) {
      this.#header = `Bearer ${await this.#token(bearer, registry, credentials)}`;
      return;
    }
    if (!offered.some(({ scheme }) => scheme === 'basic')) {
      throw await this.#unauthorized(offered.length === 0 ? 'asks for a sign-in without saying which' : `asks for a sign-in that is not known: ${offered.map(({ scheme }) => `\`${scheme}\``).slice(0, 5).join(', ')}`);
    }
    if (credentials?.kind !== 'password') throw await this.#unauthorized('asks for a user and a password, and none are known');
    const header = basic(credentials);
    if (sent === header) throw await this.refused();
    this.#header = header;
  }

  /** The error for who signed in, or did not, and may not read. */
  async refused(): Promise<LayerlintError> {
    const { credentials } = await this.#credentials();
    return this.#unauthorized(
      credentials === null
        ? `does not show \`${this.options.repository}\` to everyone, if it is there at all`
        : `does not take the credentials for \`${this.options.repository}\`, or they do not allow to read it`,
    );
  }

  async #unauthorized(what: string): Promise<LayerlintError> {
    const { host } = this.options;
    const { trouble } = await this.#credentials();
    return new LayerlintError('unauthorized', `${host} ${what}${trouble === null ? '' : ` (${trouble})`}.`, {
      hint: `Check the name, or sign in with \`docker login${host === 'docker.io' ? '' : ` ${host}`}\`; \`--username\` and \`--password-stdin\` do without.`,
    });
  }

  async #credentials(): Promise<FoundCredentials> {
    if (Date.now() >= this.#expiresAt) this.#found = null;
    const found = await (this.#found ??= this.options.findCredentials());
    this.#expiresAt = found.expiresAt ?? Infinity;
    return found;
  }

  async #token(challenge: Challenge, registry: URL, credentials: Credentials | null): Promise<string> {
    const { host, repository, idle } = this.options;
    const realm = parseAddress(challenge.parameters.get('realm') ?? '');
    if (realm === null) throw await this.#unauthorized('names no address to sign in at');
    if (realm.protocol === 'http:' && !this.options.insecure && !(isLoopback(realm.hostname) && isLoopback(registry.hostname))) {
      throw await this.#unauthorized(`sends to ${realm.host} to sign in, without TLS, so nothing was sent there; \`--insecure\` would allow it`);
    }
    const service = challenge.parameters.get('service') ?? '';
    const scope = challenge.parameters.get('scope') || `repository:${repository}:pull`;
    const answer = await (credentials?.kind === 'identity' ? this.#exchange(realm, service, scope, credentials.token) : this.#fetch(realm, service, scope, credentials));
    if (answer.status !== 200) throw await this.#failed(answer, realm);
    const what = `The token from ${realm.host}`;
    const body = asRecord(parseJson(await readBody(answer.body, LARGEST_TOKEN_ANSWER, idle, what), what));
    const token = asText(body['token']) || asText(body['access_token']);
    if (!/^[\x21-\x7e]+$/.test(token)) throw new LayerlintError('registry-unreachable', `${realm.host}, where ${host} sends to sign in, gave no token.`, { hint: 'Try again; the registry may be at fault.' });
    return token;
  }

  #fetch(realm: URL, service: string, scope: string, credentials: Credentials | null): Promise<Answer> {
    const url = new URL(realm);
    if (service !== '') url.searchParams.set('service', service);
    for (const each of scope.split(' ')) url.searchParams.append('scope', each);
    if (credentials?.kind !== 'password') return this.transport.exchange(url, {});
    url.searchParams.set('account', credentials.username);
    return this.transport.exchange(url, { authorization: basic(credentials) });
  }

  /** https://distribution.github.io/distribution/spec/auth/oauth/ */
  #exchange(realm: URL, service: string, scope: string, token: string): Promise<Answer> {
    const form = new URLSearchParams({ grant_type: 'refresh_token', service, scope, client_id: 'layerlint', refresh_token: token });
    return this.transport.exchange(realm, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() });
  }

  async #failed({ status, headers, body }: Answer, realm: URL): Promise<Error> {
    discard(body);
    if (status === 429 || status >= 500) {
      return new ConnectionLost(`${realm.host}, where it sends to sign in, answered HTTP ${status}`, { retryAfter: parseRetryAfter(headers['retry-after'], Date.now()), limited: status === 429 });
    }
    if (status === 400 || status === 401 || status === 403 || status === 404) return this.refused();
    return new LayerlintError('registry-unreachable', `${realm.host}, where ${this.options.host} sends to sign in, answered HTTP ${status}.`, { hint: 'Try again; the registry may be at fault.' });
  }
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
