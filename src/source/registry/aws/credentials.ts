import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { asRecord, asText, parseJson } from '../../json.js';
import { isLoopback, parseAddress } from '../address.js';
import { readBody } from '../body.js';
import type { Environment } from '../proxy.js';
import { discard, type Transport } from '../transport.js';
import type { AwsCredentials } from './signature.js';

/** Real ones have some kilobytes. */
const LARGEST_FILE = 1024 * 1024;
const LARGEST_ANSWER = 64 * 1024;
/** Where ECS and EKS give credentials to a container, without TLS. https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
const ECS = 'http://169.254.170.2';
const METADATA_HOSTS = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']);

/** What was found, and in a clause what stood in the way, told only when signing in fails. */
export interface FoundAwsCredentials {
  readonly credentials: AwsCredentials | null;
  readonly trouble: string | null;
}

/**
 * The keys that AWS's own tools would take: of the environment, of the profile in the shared files, of the container's endpoint.
 * Roles and single sign-on are not followed; the trouble says so. Never throws.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export async function findAwsCredentials(env: Environment, transport: Transport, idle: number): Promise<FoundAwsCredentials> {
  const own = keys(env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY'], env['AWS_SESSION_TOKEN']);
  if (own) return { credentials: own, trouble: null };
  const profile = await readProfile(env);
  if (profile.credentials) return profile;
  const container = await askContainer(env, transport, idle);
  const troubles = [profile.trouble, container.trouble, env['AWS_WEB_IDENTITY_TOKEN_FILE'] ? 'the role of `AWS_WEB_IDENTITY_TOKEN_FILE` is not taken on here' : null].filter((trouble) => trouble !== null);
  return { credentials: container.credentials, trouble: troubles.length === 0 ? null : troubles.join('; ') };
}

function keys(accessKeyId: unknown, secretAccessKey: unknown, token: unknown, expiration: unknown = null): AwsCredentials | null {
  const [id, secret, sessionToken] = [asText(accessKeyId).trim(), asText(secretAccessKey).trim(), asText(token).trim()];
  // They become parts of headers.
  if (![id, secret].every((part) => /^[\x21-\x7e]+$/.test(part)) || !/^[\x21-\x7e]*$/.test(sessionToken)) return null;
  const expiresAt = Date.parse(asText(expiration));
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: sessionToken === '' ? null : sessionToken, expiresAt: Number.isNaN(expiresAt) ? null : expiresAt };
}

async function readProfile(env: Environment): Promise<FoundAwsCredentials> {
  const folder = join(env['HOME'] || homedir(), '.aws');
  const name = env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE'] || 'default';
  const shared = await readSection(env['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials'), name);
  const config = await readSection(env['AWS_CONFIG_FILE'] || join(folder, 'config'), name === 'default' ? name : `profile ${name}`);
  for (const section of [shared, config]) {
    const credentials = keys(section?.get('aws_access_key_id'), section?.get('aws_secret_access_key'), section?.get('aws_session_token'));
    if (credentials) return { credentials, trouble: null };
  }
  const way = ['role_arn', 'sso_session', 'sso_start_url', 'credential_process', 'login_session'].find((key) => shared?.has(key) || config?.has(key));
  if (way !== undefined) return { credentials: null, trouble: `the AWS profile \`${name}\` has no keys but \`${way}\`, which is not followed here: run \`eval "$(aws configure export-credentials --format env)"\` first` };
  const isAsked = Boolean(env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE']);
  return { credentials: null, trouble: isAsked ? `the AWS profile \`${name}\` has no keys` : null };
}

/** The names and values under `[section]`; null where file or section is not there. https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
async function readSection(path: string, section: string): Promise<ReadonlyMap<string, string> | null> {
  const text = await stat(path).then(
    (found) => (found.isFile() && found.size <= LARGEST_FILE ? readFile(path, 'utf8') : ''),
    () => '',
  ).catch(() => '');
  let values: Map<string, string> | null = null;
  let isIn = false;
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[([^\]]*)\]/.exec(line);
    if (head) {
      isIn = head[1]!.trim().replace(/\s+/g, ' ') === section;
      if (isIn) values ??= new Map();
      continue;
    }
    // What is indented belongs to the setting above it.
    const setting = isIn ? /^([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) : null;
    if (setting) values!.set(setting[1]!.toLowerCase(), setting[2]!);
  }
  return values;
}

async function askContainer(env: Environment, transport: Transport, idle: number): Promise<FoundAwsCredentials> {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!relative && !full) return { credentials: null, trouble: null };
  const url = relative ? parseAddress(`${ECS}/${relative.replace(/^\/+/, '')}`) : parseAddress(full!);
  const trouble = (what: string): FoundAwsCredentials => ({ credentials: null, trouble: `the container's endpoint for AWS credentials ${what}` });
  if (url === null || (url.protocol === 'http:' && !METADATA_HOSTS.has(url.hostname) && !isLoopback(url.hostname))) return trouble('is at no address that may be asked');
  try {
    const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
    const authorization = (file ? await readFile(file, 'utf8') : (env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '')).trim();
    const answer = await transport.exchange(url, { authorization: /^[\x20-\x7e]+$/.test(authorization) ? authorization : null });
    if (answer.status !== 200) {
      discard(answer.body);
      return trouble(`answered HTTP ${answer.status}`);
    }
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = asRecord(parseJson(await readBody(answer.body, LARGEST_ANSWER, idle, 'The answer'), 'The answer'));
    const credentials = keys(AccessKeyId, SecretAccessKey, Token, Expiration);
    return credentials ? { credentials, trouble: null } : trouble('gave no keys');
  } catch {
    // What was asked for and how is not to be told.
    return trouble('could not be reached');
  }
}
