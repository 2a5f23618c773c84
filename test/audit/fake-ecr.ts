import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands in front of the API of ECR, in the shapes that its reference documents. It believes no request whose signature it did not compute itself. */
export interface EcrImage {
  readonly imageDigest: string;
  readonly imageTags?: readonly string[];
  /** Seconds since 1970. */
  readonly imagePushedAt: number;
}

interface Call {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const ECR_HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
/** Seconds by which a clock may differ, as AWS has it. */
const SKEW = 300;

export class FakeEcr {
  readonly #server: Server;
  readonly calls: Call[] = [];
  readonly images = new Map<string, readonly EcrImage[]>();
  /** Of one page, whatever was asked for. */
  pageSize = 2;
  tokenSeconds = 12 * 3600;
  /** Gives the error that an operation ends in; null lets it through. */
  fault: (call: Call) => { readonly status: number; readonly type: string } | null = () => null;
  /** What was given out; the last one is the one that counts. */
  readonly tokens: string[] = [];
  url = '';

  private constructor(private readonly keys: { readonly id: string; readonly secret: string; readonly session: string | null }) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(keys: { readonly id: string; readonly secret: string; readonly session: string | null }): Promise<FakeEcr> {
    const fake = new FakeEcr(keys);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    fake.url = `http://127.0.0.1:${(fake.#server.address() as AddressInfo).port}/`;
    return fake;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** True for what the registry takes now: the last token, under the user that ECR gives. */
  accepts(authorization: string | undefined): boolean {
    return authorization === `Basic ${Buffer.from(`AWS:${this.tokens.at(-1)}`).toString('base64')}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const say = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
    const refuse = (type: string): void => say(400, { __type: type, message: 'told in the words of the service' });
    const wrong = this.#verify(request, text);
    if (wrong !== null) return refuse(wrong);
    const [, operation = ''] = /^AmazonEC2ContainerRegistry_V20150921\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const call = { operation, body };
    this.calls.push(call);
    const fault = this.fault(call);
    if (fault) return say(fault.status, { __type: fault.type });
    if (operation === 'GetAuthorizationToken') {
      const expiration = Math.floor(Date.now() / 1000) + this.tokenSeconds;
      const token = Buffer.from(JSON.stringify({ payload: `p${this.tokens.length}`, datakey: 'k', version: '2', type: 'DATA_KEY', expiration })).toString('base64');
      this.tokens.push(token);
      return say(200, { authorizationData: [{ authorizationToken: Buffer.from(`AWS:${token}`).toString('base64'), expiresAt: expiration + 0.25, proxyEndpoint: `https://${ECR_HOST}` }] });
    }
    if (body['registryId'] !== ACCOUNT) return refuse('InvalidParameterException');
    if (operation === 'DescribeRepositories') {
      const names = Array.isArray(body['repositoryNames']) ? (body['repositoryNames'] as readonly string[]) : [...this.images.keys()];
      if (names.some((name) => !this.images.has(name))) return refuse('com.amazonaws.ecr#RepositoryNotFoundException');
      return say(200, this.#page(body, 'repositories', names.map((repositoryName) => ({ repositoryName, registryId: ACCOUNT, repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`, repositoryUri: `${ECR_HOST}/${repositoryName}`, createdAt: 1.7e9, imageTagMutability: 'MUTABLE' }))));
    }
    const images = this.images.get(String(body['repositoryName']));
    if (operation !== 'DescribeImages' || images === undefined) return refuse('RepositoryNotFoundException');
    return say(200, this.#page(body, 'imageDetails', images.map((image) => ({ ...image, registryId: ACCOUNT, repositoryName: body['repositoryName'], imageSizeInBytes: 12, imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json' }))));
  }

  #page(body: Readonly<Record<string, unknown>>, key: string, all: readonly unknown[]): Readonly<Record<string, unknown>> {
    const from = typeof body['nextToken'] === 'string' ? Number(Buffer.from(body['nextToken'], 'base64')) : 0;
    const to = from + this.pageSize;
    return { [key]: all.slice(from, to), ...(to < all.length ? { nextToken: Buffer.from(String(to)).toString('base64') } : {}) };
  }

  /** The error that AWS would answer with; null where the signature is right. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  #verify({ method = '', url = '', headers }: IncomingMessage, body: string): string | null {
    const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
    if (!found) return 'MissingAuthenticationTokenException';
    const [, id = '', day = '', region = '', service = '', names = '', signature = ''] = found;
    const date = String(headers['x-amz-date']);
    const [, at = ''] = /^(\d{8}T\d{6}Z)$/.exec(date) ?? [];
    const time = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
    if (id !== this.keys.id || (headers['x-amz-security-token'] ?? null) !== this.keys.session) return 'UnrecognizedClientException';
    const signed = names.split(';');
    const needed = ['host', 'x-amz-date', 'x-amz-target', ...(this.keys.session === null ? [] : ['x-amz-security-token'])];
    if (region !== REGION || service !== 'ecr' || !at.startsWith(day) || !(Math.abs(time - Date.now()) < SKEW * 1000) || needed.some((name) => !signed.includes(name))) return 'InvalidSignatureException';
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    const seal = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
    const canonical = `${method}\n${url}\n\n${signed.map((name) => `${name}:${String(headers[name])}\n`).join('')}\n${names}\n${digest(body)}`;
    const wanted = seal(seal(seal(seal(seal(`AWS4${this.keys.secret}`, day), region), service), 'aws4_request'), `AWS4-HMAC-SHA256\n${at}\n${day}/${region}/${service}/aws4_request\n${digest(canonical)}`).toString('hex');
    return wanted === signature ? null : 'InvalidSignatureException';
  }
}
