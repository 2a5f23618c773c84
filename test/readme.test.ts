import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { leaky } from '../sample-images/leaky.js';
import { writeDockerArchive } from '../sample-images/write-docker.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README', () => {
  test('its library example runs as it stands, on a sample image', async () => {
    const [, code = ''] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    expect(code).toContain("from 'layerlint'");
    const directory = mkdtempSync(join(tmpdir(), 'layerlint-readme-'));
    try {
      const archive = join(directory, 'app.tar');
      await writeDockerArchive(leaky, archive);
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code.replace('app.tar', archive)], {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      const { stdout } = await run;
      expect(stdout).toContain('github-token');
      for (const { value } of leaky.plants) expect(stdout).not.toContain(value);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('what it links to is there', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
