import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/program.js';
import { expandTemplate } from '../../src/rule/template.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';

const token = expandTemplate('ghp_{base62:30}{crc32:github}', 5);

async function layerlint(...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof texts): Writable => new Writable({ write: (chunk, _encoding, next) => next(void (texts[name] += String(chunk))) });
  const code = await run(argv, { stdin: Readable.from([]), stdout: sink('stdout'), stderr: sink('stderr'), env: {} });
  return { code, ...texts };
}

describe('layerlint diff and scan --explain', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());
  const images = async (): Promise<readonly [clean: string, leaky: string]> => [
    workshop.write(await dockerArchive([await layerOf('x')])),
    workshop.write(await dockerArchive([await layerOf('x'), await layerOf(`GITHUB_TOKEN=${token}\n`)])),
  ];

  test('what is new fails, what is gone does not', async () => {
    const [clean, leaky] = await images();
    const added = await layerlint('diff', clean, leaky);
    expect(added).toMatchObject({ code: 1, stderr: '' });
    expect(added.stdout.replace(/\s+/g, ' ')).toContain('1 finding added, 0 gone, 0 in both');
    const gone = await layerlint('diff', leaky, clean);
    expect(gone).toMatchObject({ code: 0, stderr: '' });
    expect(gone.stdout.replace(/\s+/g, ' ')).toContain(`still in ${leaky}`);
    expect(gone.stdout + added.stdout).not.toContain(token);
    expect((await layerlint('diff', leaky, leaky)).code).toBe(0);
  });

  test.each([
    [['diff', '-', '-'], 'only once'],
    [['diff', 'one.tar'], 'missing required argument'],
    [['scan', '--base', '-', 'one.tar'], 'base cannot come from standard input'],
    [['scan', '--explain', 'ab', 'one.tar', 'two.tar'], 'is for one image'],
    [['scan', '--dockerfile', '/nowhere/Dockerfile', 'one.tar'], '/nowhere/Dockerfile'],
  ])('%j is refused', async (argv, words) => {
    const { code, stderr } = await layerlint(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test('--explain takes the fingerprint of the JSON report', async () => {
    const [, leaky] = await images();
    const { findings } = JSON.parse((await layerlint('scan', '-f', 'json', leaky)).stdout);
    const { code, stdout } = await layerlint('scan', '--explain', findings[0].fingerprint, leaky);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^skopeo copy .*docker-archive:${leaky} dir:`, 'm'));
    expect(stdout).not.toContain(token);
    expect(await layerlint('scan', '--explain', '0'.repeat(32), leaky)).toMatchObject({ code: 2, stdout: '' });
  });
});
