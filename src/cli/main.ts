#!/usr/bin/env node
import nodeModule from 'node:module';
import process from 'node:process';
import { version } from '../version.js';
import type { Terminal } from './terminal.js';

// Every write is awaited, so that its error is met there; without a listener Node would end the process before.
const heard = <Stream extends NodeJS.WriteStream>(stream: Stream): Stream => stream.on('error', () => undefined);

let stdout: NodeJS.WriteStream | null = null;
let stderr: NodeJS.WriteStream | null = null;
/** Node makes a stream when it is asked for: with that for errors a lint that has none would load what sockets need. */
const terminal: Terminal = {
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return (stdout ??= heard(process.stdout));
  },
  get stderr() {
    return (stderr ??= heard(process.stderr));
  },
};

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) terminal.stdout.write(`${version}\n`);
else {
  // What was compiled in an earlier run need not be compiled again, where Node (from 22.8 on) can keep it.
  (nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { run } = await import('./program.js');
  // Never `process.exit`: it would cut off what is still on its way to a pipe.
  process.exitCode = await run(argv, terminal);
}
