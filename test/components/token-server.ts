import { createSign, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenServerOptions {
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly user: string;
  readonly password: string;
}

/** Signs tokens as registries take them: RS256, with the certificate in `x5c`. Everyone may pull what begins with `public/`. */
export class TokenServer {
  /** In seconds. Registries bear a minute more. */
  lifetime = 300;
  /** How each token was asked for. */
  readonly asked: { readonly method: string; readonly authorization: string | null; readonly scopes: readonly string[] }[] = [];
  readonly #server: Server;

  constructor(private readonly options: TokenServerOptions) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      const scopes = url.searchParams.getAll('scope').flatMap((scope) => scope.split(' '));
      const { authorization = null } = request.headers;
      this.asked.push({ method: request.method ?? '', authorization, scopes });
      const known = authorization === `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
      if (authorization !== null && !known) {
        response.writeHead(401).end();
        return;
      }
      const access = scopes.flatMap((scope) => {
        const [type = '', name = '', actions = ''] = scope.split(':');
        const allowed = actions.split(',').filter((action) => known || (action === 'pull' && name.startsWith('public/')));
        return allowed.length > 0 ? [{ type, name, actions: allowed }] : [];
      });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ token: this.#sign(url.searchParams.get('service') ?? '', access) }));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/token`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #sign(service: string, access: unknown): string {
    const now = Math.floor(Date.now() / 1000);
    const der = this.options.certificate.replace(/-----[^-]+-----|\s/g, '');
    const header = { alg: 'RS256', typ: 'JWT', x5c: [der] };
    const claims = { iss: 'layerlint-test', aud: service, nbf: now - 600, iat: now, exp: now + this.lifetime, jti: randomUUID(), access };
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.options.key, 'base64url')}`;
  }
}
