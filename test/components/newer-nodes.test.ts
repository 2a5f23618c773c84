import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Programs of Node that are newer than the oldest one that layerlint runs on. */
const nodes = (process.env['LAYERLINT_NODES'] ?? '').split(delimiter).filter((path) => path !== '');

/** Why nothing can be run; null when it can. In CI that is a failure, not a skip. */
function missing(): string | null {
  const absent = nodes.filter((path) => !existsSync(path));
  const reason = nodes.length === 0 ? 'LAYERLINT_NODES names no newer Node' : absent.length > 0 ? `not there: ${absent.join(', ')}` : null;
  if (reason && process.env['CI']) throw new Error(`CI must have newer Nodes, but: ${reason}.`);
  if (reason) console.warn(`test/components skipped: ${reason}.`);
  return reason;
}

const folder = mkdtempSync(join(tmpdir(), 'layerlint-nodes-'));
afterAll(() => rmSync(folder, { recursive: true }));

(missing() ? describe.skip : describe.each(nodes.map((node) => [node])))('%s', (node: string) => {
  const env = { ...process.env, NODE_OPTIONS: '' };

  test('reads archives as this one does, and zstd by its own decoder', async () => {
    const { stderr } = await run(node, [join(root, 'node_modules/jest/bin/jest.js'), 'test/archive', '--verbose'], { cwd: root, env: { ...env, NODE_OPTIONS: '--experimental-vm-modules' }, maxBuffer: 1 << 26 });
    expect(stderr).toMatch(/zstd by handle[^]*zstd by stream[^]*zstd by fzstd/);
    expect(stderr).not.toContain('Skipped');
  }, 300_000);

  test('says of a tar in zstd what this one says', async () => {
    const layer = join(folder, 'layer.tar.zst');
    const script = join(folder, 'make.mjs');
    await writeFile(script, `
      import { writeFileSync } from 'node:fs';
      import { zstdCompressSync } from 'node:zlib';
      import { tarOf } from ${JSON.stringify(join(root, 'dist/sample-images/encode.js'))};
      import { expandTemplate } from ${JSON.stringify(join(root, 'dist/src/rule/template.js'))};
      const token = expandTemplate('ghp_{base62:30}{crc32:github}', 7);
      writeFileSync(${JSON.stringify(layer)}, zstdCompressSync(await tarOf([{ path: 'app/.env', content: 'GITHUB_TOKEN=' + token + '\\n' }, { path: 'app/big', content: 'text '.repeat(400_000) }])));
    `);
    await run(node, [script], { env });
    // The exit code says that there are findings.
    const scan = async (program: string) => run(program, [join(root, 'dist/bundle/layerlint.js'), 'scan', layer, '--format', 'json', '--no-cache'], { env }).catch((error: { code: number; stdout: string; stderr: string }) => error);
    const { stdout } = await scan(node);
    expect((JSON.parse(stdout) as { findings: { ruleId: string }[] }).findings.map(({ ruleId }) => ruleId)).toEqual(['github-token']);
    expect(await scan(process.execPath)).toMatchObject({ code: 1, stdout, stderr: '' });
  }, 60_000);
});
