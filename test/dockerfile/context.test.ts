import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openContext, readDockerfile } from '../../src/dockerfile/context.js';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'context-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function paths(folder: string, dockerfile = 'Dockerfile'): Promise<string[]> {
  return (await (await openContext(folder, join(folder, dockerfile))).list()).files.map(({ path }) => path);
}

describe('a build context', () => {
  test('is every file that the ignore file leaves in', async () => {
    const folder = folderOf({ '.dockerignore': '*\n!src\nsrc/b.ts\n', Dockerfile: 'FROM a', 'src/a.ts': '', 'src/b.ts': '', 'src/c/d.ts': '' });
    expect(await paths(folder)).toEqual(['src/a.ts', 'src/c/d.ts']);
  });
  test("the Dockerfile's own ignore file counts in place of the other", async () => {
    const folder = folderOf({ '.dockerignore': '*', 'docker/api.Dockerfile': 'FROM a', 'docker/api.Dockerfile.dockerignore': 'docker\n.dockerignore', x: '' });
    const context = await openContext(folder, join(folder, 'docker/api.Dockerfile'));
    expect(context.ignoreFile).toBe('api.Dockerfile.dockerignore');
    expect((await context.list()).files.map(({ path }) => path)).toEqual(['x']);
  });
  test('links are not followed', async () => {
    const folder = folderOf({ 'a/x': '1' });
    symlinkSync('/etc', join(folder, 'etc'));
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    expect(await paths(folder)).toEqual(['a/x']);
  });
  test('what is not there says so', async () => {
    const folder = folderOf({ Dockerfile: 'FROM a' });
    await expect(openContext(join(folder, 'no'), 'Dockerfile')).rejects.toMatchObject({ code: 'not-found' });
    await expect(openContext(join(folder, 'Dockerfile'), 'Dockerfile')).rejects.toMatchObject({ code: 'not-found' });
    await expect(readDockerfile(join(folder, 'no'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(readDockerfile(folder)).rejects.toMatchObject({ code: 'unreadable' });
    expect((await readDockerfile(join(folder, 'Dockerfile'))).toString()).toBe('FROM a');
  });
});
