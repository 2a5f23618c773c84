import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { expandTemplate } from '../../src/rule/template.js';

const bench = fileURLToPath(new URL('../../dist/bench/peers.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'layerlint-peers-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

test('peers that are there are measured on the unpacked layer, others are named; ours comes first', async () => {
  const layer = join(folder, 'layer.tar');
  writeFileSync(layer, await tarOf([{ path: 'app/.env', content: `GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', 3)}\n` }]));
  // Each fails unless it is given the folder with the file, behind the options that it has.
  const given = 'for last; do :; done\ntest -f "$last/app/.env" || exit 2';
  script('gitleaks', `test "$1" = version && echo 8.30.1 && exit\n${given}\necho '[{"File": "a"},{"File": "b"}]'`);
  script('trufflehog', `test "$1" = --version && echo "trufflehog dev" >&2 && exit\n${given}\necho '{"SourceMetadata":{"Data":{"Filesystem":{"file":"x"}}}}'\necho "finished scanning" >&2\nexit 183`);
  script('kingfisher', 'test "$1" = --version && echo 1.0 && exit\necho "no such option" >&2\nexit 2');
  script('ripsecrets', `test "$1" = --version && echo "ripsecrets 0.1" && exit\n${given}\necho "$last/app/.env:1:GITHUB_TOKEN"\nexit 1`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [bench, layer], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', PATH: `${folder}:/usr/bin:/bin` } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const figures = (findings: number): RegExp => new RegExp(`^ +\\d+\\.\\d +\\d+\\.\\d +\\d+ +${findings}$`);
  const rows = stdout.trim().split('\n').slice(1).map((row) => [row.slice(0, 29).trim(), row.slice(30)] as const);
  expect(rows).toEqual([
    ['layerlint, layer', expect.stringMatching(figures(1))],
    ['layerlint, folder', expect.stringMatching(figures(1))],
    ['gitleaks 8.30.1', expect.stringMatching(figures(2))],
    ['betterleaks', 'skipped: not on the PATH'],
    ['trufflehog dev', expect.stringMatching(figures(1))],
    ['trivy', 'skipped: not on the PATH'],
    ['kingfisher 1.0', 'failed with 2: no such option'],
    ['ripsecrets 0.1', expect.stringMatching(figures(1))],
    ['detect-secrets', 'skipped: not on the PATH'],
    ['secretlint', 'skipped: not on the PATH'],
  ]);
}, 60_000);
