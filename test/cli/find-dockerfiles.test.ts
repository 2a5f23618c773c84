import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findDockerfiles } from '../../src/cli/find-dockerfiles.js';
import { isDockerfileName } from '../../src/dockerfile/file-name.js';

describe('isDockerfileName', () => {
  test.each([
    ['Dockerfile', true],
    ['Containerfile', true],
    ['api.Dockerfile', true],
    ['api.dockerfile', true],
    ['Dockerfile.dev', true],
    ['Containerfile.dev', true],
    ['dockerfile.ts', false],
    ['Dockerfile.dockerignore', false],
    ['.dockerignore', false],
    ['Dockerfiles', false],
    ['MyDockerfile', false],
    ['.Dockerfile', false],
  ])('%s: %s', (name, expected) => {
    expect(isDockerfileName(name)).toBe(expected);
  });
});

describe('findDockerfiles', () => {
  const root = mkdtempSync(join(tmpdir(), 'layerlint-find-'));
  beforeAll(() => {
    for (const path of ['Dockerfile', 'web/Dockerfile.dev', 'web/b.Dockerfile', 'web/app.ts', 'node_modules/x/Dockerfile', '.git/Dockerfile', 'odd-name']) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), 'FROM scratch\n');
    }
    mkdirSync(join(root, 'empty'));
    symlinkSync(root, join(root, 'web', 'round-and-round'));
    symlinkSync('../odd-name', join(root, 'web', 'Dockerfile'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const find = async (...paths: string[]) =>
    (await findDockerfiles(paths.map((path) => join(root, path)))).map((path) => relative(root, path));

  test('takes what is below a directory, in order, links to files included', async () => {
    expect(await find('.')).toEqual(['Dockerfile', 'web/Dockerfile', 'web/Dockerfile.dev', 'web/b.Dockerfile']);
  });

  test('takes a file whatever its name, and nothing twice', async () => {
    expect(await find('odd-name', 'Dockerfile', '.')).toEqual(['odd-name', 'Dockerfile', 'web/Dockerfile', 'web/Dockerfile.dev', 'web/b.Dockerfile']);
  });

  test('a path that is not there is an error, a directory without any is not', async () => {
    await expect(find('missing')).rejects.toMatchObject({ code: 'not-found' });
    expect(await find('empty')).toEqual([]);
  });
});
