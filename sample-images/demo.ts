/** Shows layerlint at work on a sample Dockerfile and a sample image. Run by `npm run demo`; needs nothing but Node. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../src/cli/program.js';
import { writeSampleContext } from './dockerfile.js';
import { leaky } from './leaky.js';
import { writeDockerArchive } from './write-docker.js';

const home = process.cwd();
const directory = await mkdtemp(join(tmpdir(), 'layerlint-demo-'));
try {
  process.chdir(directory);
  await mkdir('shop');
  await writeSampleContext('shop');
  await writeDockerArchive(leaky, 'leaky.tar');
  await show('A Dockerfile with its build context, before anything is built:', ['lint', 'shop']);
  await show('An image that somebody built and saved:', ['scan', 'leaky.tar']);
  say('Every value above is made up, and masked. `--show-secrets` shows values,\n`--format json` and `--format sarif` are for programs.');
} finally {
  process.chdir(home);
  await rm(directory, { recursive: true, force: true });
}

/** Runs a command line as a user would see it; what it finds is the point, so its exit code is told and not passed on. */
async function show(title: string, argv: readonly string[]): Promise<void> {
  say(`${title}\n\n$ layerlint ${argv.join(' ')}\n`);
  const { stdin, stdout, stderr, env } = process;
  const colour = env['NO_COLOR'] ? {} : { FORCE_COLOR: env['FORCE_COLOR'] ?? '1' };
  const code = await run(argv, { stdin, stdout, stderr, env: { ...env, ...colour } });
  say(`(exit code ${code})\n`);
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
