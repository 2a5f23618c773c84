import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parseIgnore } from '../../src/dockerfile/ignore.js';
import { addIgnoreLines } from '../../src/fix/ignore.js';
import { fixDockerfile, type FixedDockerfile } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function fixFolder(files: Readonly<Record<string, string>>): Promise<{ fixed: FixedDockerfile; changes: Record<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'fix-'));
  folders.push(folder);
  for (const [path, template] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), expandTemplate(template, 3));
  }
  const fixed = await fixDockerfile(join(folder, 'Dockerfile'));
  return { fixed, changes: Object.fromEntries(fixed.changes.map(({ path, after }) => [path.slice(folder.length + 1), after])) };
}

const ENV_FILE = 'GITHUB_TOKEN=ghp_{base62:30}{crc32:github}\n';

describe('files of the build context', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['no ignore file', { Dockerfile: 'FROM a\nCOPY . .\n', '.env': ENV_FILE }, { '.dockerignore': '.env\n' }],
    ['lines of its own', { Dockerfile: 'FROM a\nCOPY . .\n', '.env': ENV_FILE, '.dockerignore': '*\n!.env\n!a' }, { '.dockerignore': '*\n!.env\n!a\n.env\n' }],
    ['carriage returns', { Dockerfile: 'FROM a\nCOPY . .\n', '.env': ENV_FILE, '.dockerignore': 'a\r\nb\r\n' }, { '.dockerignore': 'a\r\nb\r\n.env\r\n' }],
    ['the ignore file of this Dockerfile', { Dockerfile: 'FROM a\nCOPY . .\n', '.env': ENV_FILE, 'Dockerfile.dockerignore': 'a\n', '.dockerignore': 'b\n' }, { 'Dockerfile.dockerignore': 'a\n.env\n' }],
    ['the repository', { Dockerfile: 'FROM a\nCOPY . .\n', '.git/config': '[remote "origin"]\n\turl = https://x:ghp_{base62:30}{crc32:github}@github.com/a/b\n' }, { '.dockerignore': '.git\n' }],
    ['a copied file is ignored too', { Dockerfile: 'FROM a\nWORKDIR /a\nCOPY .npmrc .\nRUN npm ci\nCOPY . .\n', '.npmrc': '//registry.npmjs.org/:_authToken=ghp_{base62:30}{crc32:github}\n' }, { Dockerfile: 'FROM a\nWORKDIR /a\nRUN --mount=type=secret,id=npmrc,target=/a/.npmrc npm ci\nCOPY . .\n', '.dockerignore': '.npmrc\n' }],
  ])('%s', async (_, files, expected) => {
    expect((await fixFolder(files)).changes).toEqual(expected);
  });
  test.each<[string, Record<string, string>, RegExp]>([
    ['source code', { Dockerfile: 'FROM a\nCOPY . .\n', 'config.js': 'const t = "ghp_{base62:30}{crc32:github}"\n' }, /may be needed/],
    ['a file that COPY names', { Dockerfile: 'FROM a\nCOPY .env /x\n', '.env': ENV_FILE }, /by its name|which program/],
    ['all that a COPY takes in', { Dockerfile: 'FROM a\nCOPY conf /x\n', 'conf/.env': ENV_FILE }, /nothing left/],
  ])('%s is left, with the reason', async (_, files, reason) => {
    const { fixed, changes } = await fixFolder(files);
    expect(changes).toEqual({});
    expect(fixed.left.map((one) => one.reason).join(' ')).toMatch(reason);
  });
});

describe('addIgnoreLines', () => {
  const path = fc.array(fc.stringMatching(/^[\w #!*?[\]\\.-]{1,8}$/), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  test('leaves out what it adds, whatever stands above, and adds nothing twice', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^!?[\w*./]{1,8}$/), { maxLength: 5 }), path, (lines, name) => {
        const before = lines.join('\n');
        const after = addIgnoreLines(before, [name]);
        fc.pre(after !== null);
        expect(after!.startsWith(before)).toBe(true);
        expect(parseIgnore(after!).excludes(name)).toBe(true);
        expect(addIgnoreLines(after, [name])).toBeNull();
      }),
    );
  });
  test('a star in a name is no wildcard', () => {
    const after = addIgnoreLines(null, ['a*.env'])!;
    expect(parseIgnore(after).excludes('ab.env')).toBe(false);
  });
});
