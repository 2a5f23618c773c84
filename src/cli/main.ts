#!/usr/bin/env node
import process from 'node:process';
import { run } from './program.js';

// Every write is awaited, so that its error is met there; without a listener Node would end the process before.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

// Never `process.exit`: it would cut off what is still on its way to a pipe.
process.exitCode = await run(process.argv.slice(2), process);
