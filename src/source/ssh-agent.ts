import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import type { Readable, Writable } from 'node:stream';

/** As Docker waits. */
const CONNECT_SECONDS = 10;
/** Of what `ssh` complains: its last line says why. */
const LONGEST_COMPLAINT = 200;

/**
 * Connections to the engine of another machine through the user's own `ssh`, with its settings, keys and known hosts; the
 * `docker` of that machine talks to its socket. Nobody is asked for a password. `destroy` ends them.
 * https://docs.docker.com/engine/security/protect-access/#use-ssh-to-protect-the-docker-daemon-socket
 */
export function sshAgent(address: URL): Agent {
  const agent = new Agent();
  const children = new Set<ChildProcess>();
  const createConnection = (): Duplex => {
    const child = spawn('ssh', sshArguments(address), { stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
    children.add(child);
    child.once('close', () => children.delete(child));
    const duplex = connectionOf(child);
    // Node asks of its own sockets only, and yet of each.
    return Object.assign(duplex, { setTimeout: () => duplex, setNoDelay: () => duplex, setKeepAlive: () => duplex, ref: () => duplex, unref: () => duplex });
  };
  const destroy = (): void => {
    for (const child of children) child.kill();
    Agent.prototype.destroy.call(agent);
  };
  return Object.assign(agent, { createConnection, destroy });
}

/** Ends when the program has ended, and not with its output: only then it is known why. */
function connectionOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Duplex {
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('latin1')).slice(-4 * LONGEST_COMPLAINT)));
  child.stdin.on('error', () => undefined);
  const duplex = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, encoding, done) => void child.stdin.write(chunk, encoding, () => done()),
    final(done) {
      child.stdin.end();
      done();
    },
    destroy(error, done) {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) child.stdout.pause();
  });
  child.once('error', () => duplex.destroy(new Error('`ssh` could not be run')));
  child.once('close', (code) => {
    if (code === 0 || code === null) duplex.push(null);
    else duplex.destroy(new Error(`ssh: ${lastLine(complaint) || `it ended with code ${code}`}`));
  });
  return duplex;
}

/** What follows `--` is never taken for a flag. */
export function sshArguments({ username, hostname, port, pathname }: URL): readonly string[] {
  const socket = decodeURIComponent(pathname).replace(/\/+$/, '');
  const user = username === '' ? [] : ['-l', decodeURIComponent(username)];
  const host = hostname.replace(/^\[|\]$/g, '');
  const remote = socket === '' ? ['docker', 'system', 'dial-stdio'] : ['docker', '--host', quote(`unix://${socket}`), 'system', 'dial-stdio'];
  return ['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${CONNECT_SECONDS}`, '-T', ...user, ...(port === '' ? [] : ['-p', port]), '--', host, ...remote];
}

/** The other machine's shell reads it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function lastLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/[^\x20-\x7e]+/g, ' ').trim());
  return (lines.filter((line) => line !== '').at(-1) ?? '').slice(0, LONGEST_COMPLAINT);
}
