import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request was, and what it gave away. */
export interface Seen {
  readonly url: string;
  readonly authorization: string | null;
}

/** What the proxy makes of the answer to one request. */
export type Fault = 'cut' | '429' | '500' | '401' | 'stall' | 'drip' | 'too-short' | 'too-long' | 'other-bytes' | 'redirect' | 'html' | 'reset' | 'no-range';

export interface FaultProxyOptions {
  /** `127.0.0.1:port` of the real registry. */
  readonly registry: string;
  /** Where blobs are said to be instead, with the path put behind it. */
  readonly store?: string;
  /** Sent along to the registry, whatever came; for a store that holds the blobs itself. */
  readonly authorization?: string;
  /** A challenge for 401. */
  readonly challenge?: string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Null passes the request on unharmed. */
  readonly pick: (request: IncomingMessage) => Fault | null;
}

/** Stands in front of a real registry and harms its answers. */
export class FaultProxy {
  readonly seen: Seen[] = [];
  readonly faults: Fault[] = [];
  host = '';
  readonly #server: Server;

  constructor(private readonly options: FaultProxyOptions) {
    this.#server = createServer((request, response) => this.#handle(request, response));
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  /** By another name of this machine than the registry's, where it shall be another host. */
  async start(name = '127.0.0.1'): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.host = `${name}:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { registry, store = '', authorization, challenge = '', random } = this.options;
    const { url = '', method, headers } = request;
    this.seen.push({ url, authorization: headers.authorization ?? null });
    response.on('error', () => undefined);
    const fault = this.options.pick(request);
    if (fault !== null) this.faults.push(fault);
    switch (fault) {
      case '429':
        return void response.writeHead(429, { 'retry-after': '0' }).end('slow down');
      case '500':
        return void response.writeHead(500).end('oops');
      case '401':
        return void response.writeHead(401, { 'www-authenticate': challenge }).end();
      case 'redirect':
        return void response.writeHead(307, { location: `${store}${url}` }).end();
      case 'html':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>');
      case 'reset':
        return void request.socket.resetAndDestroy();
      default:
    }
    const sent = { ...headers, host: registry, ...(authorization === undefined ? {} : { authorization }) };
    if (fault === 'no-range') delete sent.range;
    const upstream = forward(`http://${registry}${url}`, { method: method ?? 'GET', headers: sent }, (answer) => {
      if (fault === null || fault === 'no-range' || answer.statusCode! >= 400) {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
        return;
      }
      void this.#harm(fault, answer, response, random);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  }

  async #harm(fault: Fault, answer: IncomingMessage, response: ServerResponse, random: () => number): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const at = Math.floor(random() * body.length);
    const length = fault === 'too-short' ? at : fault === 'too-long' ? body.length + 1 + at : body.length;
    const harmed = Buffer.from(body);
    if (fault === 'other-bytes' && body.length > 0) harmed[at] = harmed[at]! ^ 1;
    response.writeHead(answer.statusCode!, { ...answer.headers, 'content-length': length });
    if (fault === 'stall') {
      response.write(body.subarray(0, at));
      return;
    }
    if (fault === 'drip') {
      let sent = 0;
      const timer = setInterval(() => response.write(body.subarray(sent, ++sent)), 40);
      response.once('close', () => clearInterval(timer));
      return;
    }
    const shown = fault === 'cut' || fault === 'too-short' ? harmed.subarray(0, at) : harmed;
    if (fault === 'cut') response.write(shown, () => setTimeout(() => response.destroy(), 5));
    else if (fault === 'too-long') response.write(shown, () => setTimeout(() => response.destroy(), 20));
    else response.end(shown);
  }
}
