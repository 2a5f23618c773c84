import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AuditReport } from '../../src/index.js';

const MAIN = fileURLToPath(new URL('../../dist/bundle/layerlint.js', import.meta.url));

/** A command line under way, and what comes of it. */
export interface Running {
  readonly child: ChildProcess;
  /** `code` is null for one that was killed. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Starts the program as it ships, with nothing of this machine's environment but what is given. */
export function layerlint(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (piece: Buffer) => pieces[name].push(piece));
  const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(pieces[name]).toString();
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout: text('stdout'), stderr: text('stderr') })) };
}

/** What does not depend on the run: times, counts and which run found it first are left out. */
export function essence({ secrets, images, notices }: AuditReport): unknown {
  return { secrets: secrets.map((secret) => ({ ...secret, isNew: false })), images, notices };
}
