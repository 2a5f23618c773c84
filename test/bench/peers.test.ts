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
  script('gitleaks', 'for last; do :; done\ntest -f "$last/app/.env" || exit 2\nwhile [ "$1" != --report-path ]; do shift; done\necho \'[{"RuleID":"a"},{"RuleID":"b"}]\' >"$2"\nexit 1');
  script('trufflehog', 'for last; do :; done\ntest -f "$last/app/.env" || exit 2\necho \'{"DetectorName":"x"}\'\nexit 183');
  script('kingfisher', 'echo "no such option" >&2\nexit 2');
  const { stdout, stderr, status } = spawnSync(process.execPath, [bench, layer], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', PATH: `${folder}:/usr/bin:/bin` } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const figures = (findings: number): RegExp => new RegExp(`^ +\\d+\\.\\d +\\d+\\.\\d +\\d+ +${findings}$`);
  const rows = stdout.trim().split('\n').slice(1).map((row) => [row.slice(0, 17).trim(), row.slice(18)] as const);
  expect(rows).toEqual([
    ['layerlint, layer', expect.stringMatching(figures(1))],
    ['layerlint, folder', expect.stringMatching(figures(1))],
    ['gitleaks', expect.stringMatching(figures(2))],
    ['betterleaks', 'skipped: not on the PATH'],
    ['trufflehog', expect.stringMatching(figures(1))],
    ['trivy', 'skipped: not on the PATH'],
    ['kingfisher', 'failed with 2: no such option'],
    ['secretlint', 'skipped: not on the PATH'],
  ]);
}, 60_000);
