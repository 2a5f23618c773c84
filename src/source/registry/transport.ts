import * as plain from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import * as secure from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as connectTls, rootCertificates } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { LayerlintError } from '../../model/error.js';
import { isLoopback, parseAddress } from './address.js';
import { ConnectionLost, explainFailure } from './connection-lost.js';
import type { Pace } from './pace.js';
import { proxyAuthorization, proxyFor, tunnel } from './proxy.js';
import type { Environment } from './proxy.js';

export interface TransportOptions {
  /** Any certificate is taken, and plain HTTP. */
  readonly insecure: boolean;
  /** Authorities (PEM) that are trusted beside the usual ones. */
  readonly authorities: readonly string[];
  readonly env: Environment;
  /** How long an answer may take to begin, in milliseconds. */
  readonly idle: number;
  /** Holds requests back; default: none. */
  readonly pace?: Pace | undefined;
}

export interface Outgoing {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes to the origin of the first address only, never along with a redirect to another one. */
  readonly authorization?: string | null;
  readonly body?: string;
}

/** An answer whose body is still to be read, or discarded with `discard`. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
  /** True when another origin gave it. */
  readonly elsewhere: boolean;
}

/** Object stores redirect once or twice; who needs more goes in circles. */
const MOST_REDIRECTS = 8;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A short rest is read, so that its connection can be used again. */
const SHORT_REST = 64 * 1024;

/** Exchanges requests for answers over connections that are kept open until `close`. */
export class Transport {
  readonly #plainAgent = new plain.Agent({ keepAlive: true });
  readonly #tlsAgent: secure.Agent;
  readonly #tunnels = new Map<string, secure.Agent>();
  readonly #tls: ConnectionOptions;

  constructor(private readonly options: TransportOptions) {
    const { insecure, authorities } = options;
    this.#tls = { rejectUnauthorized: !insecure, ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }) };
    this.#tlsAgent = new secure.Agent({ keepAlive: true, ...this.#tls });
  }

  /** Follows redirects of reads. Throws ConnectionLost for what may succeed another time, LayerlintError for what must not be done. */
  async exchange(address: URL, outgoing: Outgoing): Promise<Answer> {
    let url = address;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const elsewhere = url.origin !== address.origin;
      await this.options.pace?.turn(url.host);
      const body = await this.#send(url, elsewhere ? { ...outgoing, authorization: null } : outgoing);
      const status = body.statusCode ?? 0;
      this.options.pace?.hear(url.host, status, body.headers);
      if (!REDIRECTS.has(status) || outgoing.method === 'POST') return { status, headers: body.headers, body, elsewhere };
      discard(body);
      url = this.#redirect(url, body.headers.location ?? '', address.host);
    }
    throw new LayerlintError('registry-unreachable', `${address.host} redirects more than ${MOST_REDIRECTS} times.`, { hint: 'Check the name of the registry; its set-up may be at fault.' });
  }

  close(): void {
    for (const agent of [this.#plainAgent, this.#tlsAgent, ...this.#tunnels.values()]) agent.destroy();
  }

  #redirect(from: URL, location: string, host: string): URL {
    const to = parseAddress(location, from);
    if (to === null) throw new LayerlintError('registry-unreachable', `${host} redirects to what is no HTTP address.`, { hint: 'Check the name of the registry; its set-up may be at fault.' });
    if (from.protocol === 'https:' && to.protocol === 'http:' && !this.options.insecure) {
      throw new LayerlintError('registry-unreachable', `${host} redirects to ${to.host} without TLS; it was not followed.`, { hint: '`--insecure` allows plain HTTP.' });
    }
    return to;
  }

  async #send(url: URL, outgoing: Outgoing): Promise<IncomingMessage> {
    const proxy = proxyFor(url, this.options.env);
    const headers = {
      'user-agent': 'layerlint',
      'accept-encoding': 'identity',
      ...outgoing.headers,
      ...(outgoing.authorization ? { authorization: outgoing.authorization } : {}),
      ...(outgoing.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(outgoing.body)) }),
    };
    const request: RequestOptions = { method: outgoing.method ?? 'GET', headers };
    if (url.protocol === 'https:') return this.#await(secure.request(url, { ...request, agent: proxy ? this.#tunnel(proxy) : this.#tlsAgent }), outgoing.body);
    if (proxy === null) return this.#await(plain.request(url, { ...request, agent: this.#plainAgent }), outgoing.body);
    const forwarded = { ...request, path: url.href, headers: { ...headers, host: url.host, ...proxyAuthorization(proxy) } };
    return this.#await(proxy.protocol === 'https:' ? secure.request(proxy.origin, { ...forwarded, agent: this.#tlsAgent }) : plain.request(proxy.origin, { ...forwarded, agent: this.#plainAgent }), outgoing.body);
  }

  #await(request: plain.ClientRequest, body: string | undefined): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => request.destroy(new ConnectionLost(`no answer within ${this.options.idle / 1000} seconds`, { silent: true })), this.options.idle);
      request.once('response', (response) => {
        clearTimeout(timer);
        // Whoever reads the body sees the failure; without a reader there is nobody to be told.
        response.on('error', () => undefined);
        resolve(response);
      });
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(explainFailure(error));
      });
      request.end(body);
    });
  }

  /** Connections to any host, all through one proxy. */
  #tunnel(proxy: URL): secure.Agent {
    const known = this.#tunnels.get(proxy.href);
    if (known) return known;
    const agent = new secure.Agent({ keepAlive: true, ...this.#tls });
    const { idle } = this.options;
    const createConnection = (options: ConnectionOptions, done: (error: Error | null, socket?: Duplex) => void): undefined => {
      tunnel(proxy, options.host ?? '', Number(options.port ?? 443), idle).then(
        (socket) => done(null, connectTls({ ...options, socket })),
        (error: unknown) => done(error as Error),
      );
    };
    Object.assign(agent, { createConnection });
    this.#tunnels.set(proxy.href, agent);
    return agent;
  }
}

/** Done with an answer: a short rest is read, a long one cut off. */
export function discard(body: IncomingMessage): void {
  if (Number(body.headers['content-length'] ?? Infinity) <= SHORT_REST) body.resume();
  else body.destroy();
}

/** The addresses under which a registry may be found, in the order of trying. */
export function registryAddresses(host: string, insecure: boolean): readonly URL[] {
  const server = host === 'docker.io' ? 'registry-1.docker.io' : host;
  const tls = parseAddress(`https://${server}/`);
  const open = parseAddress(`http://${server}/`);
  if (tls === null || open === null) throw new LayerlintError('usage', `\`${host}\` is no host.`, { hint: 'Write it as `docker://host[:port]/name[:tag]`.' });
  return insecure || isLoopback(tls.hostname) ? [tls, open] : [tls];
}
