import { spawn } from 'node:child_process';
import { parseJson, asRecord, asText } from '../json.js';
import type { FoundCredentials } from './credentials.js';
import type { Environment } from './proxy.js';

/** Helpers of clouds ask their own servers first, and some ask the user. */
const LONGEST_RUN = 30_000;
/** A token of a cloud has a few kilobytes. */
const LARGEST_ANSWER = 64 * 1024;

/** Runs `docker-credential-NAME get`. Throws nothing. https://github.com/docker/docker-credential-helpers */
export async function askHelper(name: string, server: string, env: Environment, longest = LONGEST_RUN): Promise<FoundCredentials> {
  const program = `docker-credential-${name}`;
  // The name stands in a file and must stay a name, not become a path.
  if (!/^[\w.-]{1,100}$/.test(name)) return { credentials: null, trouble: 'a credential helper has a name that is none' };
  const ended = await run(program, server, env, longest);
  if ('trouble' in ended) return { credentials: null, trouble: `\`${program}\` ${ended.trouble}` };
  if (ended.code !== 0) {
    // The one sentence in which all helpers say that they have none.
    if (/credentials not found in native keychain|no credentials/i.test(ended.output)) return { credentials: null, trouble: null };
    return { credentials: null, trouble: `\`${program}\` failed` };
  }
  try {
    const answer = asRecord(parseJson(Buffer.from(ended.output), program));
    const [username, secret] = [asText(answer['Username']), asText(answer['Secret'])];
    if (secret === '') return { credentials: null, trouble: null };
    return { credentials: username === '<token>' ? { kind: 'identity', token: secret } : { kind: 'password', username, password: secret }, trouble: null };
  } catch {
    return { credentials: null, trouble: `\`${program}\` did not answer with credentials` };
  }
}

type Ended = { readonly code: number | null; readonly output: string } | { readonly trouble: string };

function run(program: string, input: string, env: Environment, longest: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], env });
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (ended: Ended): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.kill('SIGKILL');
      resolve(ended);
    };
    const timer = setTimeout(() => finish({ trouble: `did not end within ${longest / 1000} seconds` }), longest);
    child.once('error', () => finish({ trouble: 'could not be run' }));
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_ANSWER) finish({ trouble: 'answered too much' });
      else chunks.push(chunk);
    });
    child.once('close', (code) => finish({ code, output: Buffer.concat(chunks).toString('utf8') }));
    child.stdin.end(input);
  });
}
