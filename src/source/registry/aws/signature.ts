import { createHash, createHmac } from 'node:crypto';

/** Keys of an AWS identity; never part of a message. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys; else null. */
  readonly sessionToken: string | null;
  /** Milliseconds since 1970; null where nothing says that they end. */
  readonly expiresAt: number | null;
}

/** What is signed: header names in lower case, with `host`. */
export interface AwsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AwsScope {
  readonly region: string;
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * The headers to send along with a request: the date, the session's token where there is one, and `authorization`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signAws(request: AwsRequest, { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials, { region, service, time }: AwsScope): Readonly<Record<string, string>> {
  const date = new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  const added = { 'x-amz-date': date, ...(sessionToken === null ? {} : { 'x-amz-security-token': sessionToken }) };
  const { canonical, names } = canonicalRequest({ ...request, headers: { ...request.headers, ...added } });
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const key = [date.slice(0, 8), region, service, 'aws4_request'].reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return { ...added, authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}` };
}

function canonicalRequest({ method, url, headers, body }: AwsRequest): { readonly canonical: string; readonly names: string } {
  const sorted = Object.entries(headers).sort(([a], [b]) => order(a, b));
  const names = sorted.map(([name]) => name).join(';');
  const query = [...url.searchParams].map(([name, value]) => [encode(name), encode(value)] as const).sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
  const canonical = [
    method,
    // What the URL has encoded already is encoded once more, as every service but S3 wants it.
    url.pathname.split('/').map(encode).join('/'),
    query.map(([name, value]) => `${name}=${value}`).join('&'),
    ...sorted.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  return { canonical, names };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
