#!/usr/bin/env node
import nodeModule from 'node:module';
import process from 'node:process';
import { version } from '../version.js';

// Every write is awaited, so that its error is met there; without a listener Node would end the process before.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) process.stdout.write(`${version}\n`);
else {
  // What was compiled in an earlier run need not be compiled again, where Node (from 22.8 on) can keep it.
  (nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { run } = await import('./program.js');
  // Never `process.exit`: it would cut off what is still on its way to a pipe.
  process.exitCode = await run(argv, process);
}
