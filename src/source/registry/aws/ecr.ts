import { LayerlintError } from '../../../model/error.js';
import { asList, asRecord, asText, parseJson } from '../../json.js';
import { isLoopback, parseAddress } from '../address.js';
import { readBody } from '../body.js';
import { ConnectionLost } from '../connection-lost.js';
import type { FoundCredentials } from '../credentials.js';
import type { Environment } from '../proxy.js';
import { Patience, type Timing } from '../timing.js';
import type { Answer, Transport } from '../transport.js';
import { findAwsCredentials, type FoundAwsCredentials } from './credentials.js';
import { signAws, type AwsCredentials } from './signature.js';

/** A private registry of ECR: an account's, in a region. */
export interface EcrPlace {
  /** Null where the host does not tell: then it is that of whoever asks. */
  readonly account: string | null;
  readonly region: string;
  /** Of the interface that lists and that gives tokens. */
  readonly endpoint: URL;
}

export type EcrOperation = 'DescribeImages' | 'DescribeRepositories' | 'GetAuthorizationToken';

/** A thousand images with a thousand tags each. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
const TARGET = 'AmazonEC2ContainerRegistry_V20150921';
/** What ends so soon is asked for again before it is used: a layer takes its time. */
const SLACK_MS = 5 * 60_000;
/** Names of errors that pass. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html */
const PASSING = /^(?:Throttl|TooManyRequests|RequestLimitExceeded|ServerException|ServiceUnavailable|InternalFailure|RequestTimeout)/;
const REFUSING = /^(?:AccessDenied|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|MissingAuthenticationToken|InvalidClientTokenId|IncompleteSignature|InvalidAccessKeyId|NotAuthorized|OptInRequired)/;

/** Takes the host of a private registry apart; null for any other. https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export function parseEcrHost(host: string): { readonly account: string; readonly region: string; readonly fips: boolean; readonly china: boolean } | null {
  const found = /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9-]{1,40})\.(?:amazonaws\.com|on\.aws|on\.amazonwebservices\.com)(\.cn)?$/.exec(host);
  return found ? { account: found[1]!, region: found[3]!, fips: found[2] !== undefined, china: found[4] !== undefined } : null;
}

/** Where the interface of a registry is: as the user says, as AWS's own variables say, or as its host tells. Null where none of them does. */
export function ecrPlace(host: string, env: Environment, url: URL | null = null): EcrPlace | null {
  const parsed = parseEcrHost(host);
  const region = parsed?.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || null);
  if (region === null || !/^[a-z0-9-]{1,40}$/.test(region)) return null;
  const named = url ?? parseAddress(env['AWS_ENDPOINT_URL_ECR'] || env['AWS_ENDPOINT_URL'] || '');
  const own = `https://${parsed?.fips ? 'ecr-fips' : 'api.ecr'}.${region}.amazonaws.com${parsed?.china ? '.cn' : ''}/`;
  return { account: parsed?.account ?? null, region, endpoint: named ?? new URL(own) };
}

/** The interface of ECR, asked with the user's keys of AWS. Nothing is sent before it is asked. */
export class Ecr {
  #keys: Promise<FoundAwsCredentials> | null = null;
  #keysEnd = Infinity;
  #token: Promise<FoundCredentials> | null = null;
  #tokenEnds = Infinity;

  constructor(
    private readonly place: EcrPlace,
    private readonly transport: Transport,
    private readonly timing: Timing,
    private readonly env: Environment,
  ) {}

  /** One operation, tried again while it may succeed. Throws `unauthorized`, `not-found` for a repository, `registry-unreachable`. */
  async call(operation: EcrOperation, body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const { endpoint, account } = this.place;
    const patience = new Patience(this.timing, endpoint.host);
    const text = JSON.stringify(account === null || operation === 'GetAuthorizationToken' ? body : { registryId: account, ...body });
    const { credentials, trouble } = await this.#credentials();
    if (credentials === null) throw refused(endpoint.host, `asks for keys of AWS, and none are known${trouble === null ? '' : ` (${trouble})`}`, operation);
    if (endpoint.protocol === 'http:' && !isLoopback(endpoint.hostname)) throw refused(endpoint.host, 'would be asked without TLS, so nothing was sent there', operation);
    for (;;) {
      try {
        return await this.#ask(operation, text, credentials);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await patience.endure(error);
      }
    }
  }

  /** What the registry itself takes: user and password for twelve hours. Never throws. */
  signIn(): Promise<FoundCredentials> {
    if (this.#token === null || Date.now() >= this.#tokenEnds) {
      this.#token = this.#fetchToken();
      this.#tokenEnds = Infinity;
    }
    return this.#token;
  }

  async #fetchToken(): Promise<FoundCredentials> {
    try {
      const [data] = asList((await this.call('GetAuthorizationToken', {}))['authorizationData']).map(asRecord);
      const [username = '', password = ''] = splitOnce(Buffer.from(asText(data?.['authorizationToken']), 'base64').toString('utf8'));
      if (password === '') return { credentials: null, trouble: 'ECR gave no token' };
      // Seconds since 1970.
      const ends = Number(data?.['expiresAt']) * 1000 - SLACK_MS;
      this.#tokenEnds = Number.isFinite(ends) ? ends : Infinity;
      return { credentials: { kind: 'password', username, password }, trouble: null, ...(Number.isFinite(ends) ? { expiresAt: ends } : {}) };
    } catch (error) {
      // To be asked for again by whoever needs it next.
      this.#tokenEnds = 0;
      return { credentials: null, trouble: error instanceof LayerlintError ? error.message.replace(/\.$/, '') : 'ECR gave no token' };
    }
  }

  async #credentials(): Promise<FoundAwsCredentials> {
    if (Date.now() >= this.#keysEnd) this.#keys = null;
    const found = await (this.#keys ??= findAwsCredentials(this.env, this.transport, this.timing.idle));
    this.#keysEnd = (found.credentials?.expiresAt ?? Infinity) - SLACK_MS;
    return found;
  }

  async #ask(operation: EcrOperation, body: string, credentials: AwsCredentials): Promise<Readonly<Record<string, unknown>>> {
    const { endpoint, region } = this.place;
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGET}.${operation}` };
    const { authorization = '', ...dated } = signAws({ method: 'POST', url: endpoint, headers: { ...headers, host: endpoint.host }, body }, credentials, { region, service: 'ecr', time: Date.now() });
    // A POST follows no redirect, so that the session's token stays with the one whom it was signed for.
    const answer = await this.transport.exchange(endpoint, { method: 'POST', headers: { ...headers, ...dated }, authorization, body });
    const value = await readAnswer(answer, this.timing.idle, endpoint.host);
    if (answer.status === 200) return value;
    const name = (/^(?:[\w.]{0,100}#)?([A-Za-z]{1,80})$/.exec(asText(value['__type'])) ?? [])[1] ?? `HTTP ${answer.status}`;
    if (answer.status === 429 || answer.status >= 500 || PASSING.test(name)) throw new ConnectionLost(`answered ${name}`, { limited: answer.status === 429 || /^(?:Throttl|TooMany)/.test(name) });
    if (name === 'RepositoryNotFoundException') throw new LayerlintError('not-found', `${endpoint.host} knows no such repository.`, { hint: 'Check its name.' });
    if (answer.status === 403 || REFUSING.test(name)) throw refused(endpoint.host, `refuses ${operation} to the keys of AWS that are set (${name})`, operation);
    throw new LayerlintError('registry-unreachable', `${endpoint.host} answered ${name} to ${operation}.`, { hint: 'Check the host; `AWS_ENDPOINT_URL_ECR` may name another one.' });
  }
}

/** What the user signed in with, as long as it lasts; else a token for the keys of AWS. */
export async function signInAtEcr(ecr: Ecr, kept: FoundCredentials): Promise<FoundCredentials> {
  const ends = kept.credentials?.kind === 'password' ? tokenEnd(kept.credentials.password) : null;
  if (kept.credentials !== null && (ends === null || ends > Date.now())) return { ...kept, ...(ends === null ? {} : { expiresAt: ends }) };
  const fresh = await ecr.signIn();
  if (fresh.credentials !== null) return fresh;
  const stale = kept.credentials === null ? kept.trouble : `what \`docker login\` left has ended on ${new Date(ends!).toISOString().slice(0, 16)}`;
  return { credentials: null, trouble: [stale, fresh.trouble].filter((trouble) => trouble !== null).join('; ') || null };
}

/** A token of ECR says in itself when it ends: JSON in base64, `expiration` in seconds since 1970. Null for any other password. */
function tokenEnd(password: string): number | null {
  try {
    const { expiration } = asRecord(JSON.parse(Buffer.from(password, 'base64').toString('utf8')));
    return typeof expiration === 'number' && Number.isFinite(expiration) && expiration < 1e11 ? expiration * 1000 - SLACK_MS : null;
  } catch {
    return null;
  }
}

async function readAnswer({ body, status }: Answer, idle: number, host: string): Promise<Readonly<Record<string, unknown>>> {
  const what = `The answer of ${host}`;
  const bytes = await readBody(body, LARGEST_ANSWER, idle, what);
  try {
    return asRecord(parseJson(bytes, what));
  } catch (error) {
    // What stands between answers refusals with pages of its own.
    if (status !== 200) return {};
    throw error;
  }
}

function refused(host: string, what: string, operation: EcrOperation): LayerlintError {
  return new LayerlintError('unauthorized', `${host} ${what}.`, { hint: `Set AWS_PROFILE or AWS_ACCESS_KEY_ID to an identity that may \`ecr:${operation}\`, and check the clock.` });
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf(':');
  return at < 0 ? [] : [text.slice(0, at), text.slice(at + 1)];
}
