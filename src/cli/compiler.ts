import process from 'node:process';
import v8 from 'node:v8';

/**
 * For runs of seconds and more: V8 spends a quarter of a scan of 350 MB on optimising, for each thread anew, much of it on functions that are
 * not hot enough to pay for it and on the same small ones in each of their callers. So a function is optimised after four times as many
 * steps, and takes a third as much of others in. By the major version of Node that it was measured with; on 24 nothing is gained.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  20: ['--interrupt-budget=270000', '--max-inlined-bytecode-size-cumulative=300'],
};

/** To be called before much has run; changes the speed of this process and of threads that begin later, and nothing else. */
export function tuneCompiler(): void {
  for (const flag of FLAGS[process.versions.node.split('.')[0]!] ?? []) v8.setFlagsFromString(flag);
}
