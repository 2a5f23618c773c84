import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlob } from '../../src/dockerfile/glob.js';
import { parseIgnore } from '../../src/dockerfile/ignore.js';

const excluded = (text: string, paths: readonly string[]): string[] => paths.filter((path) => parseIgnore(text).excludes(path));

describe('.dockerignore as BuildKit reads it', () => {
  const PATHS = ['.env', 'app/.env', 'app/a.txt', 'app/sub/a.txt', 'README.md', 'node_modules/x/y.js', 'key.pem'];
  test.each([
    ['.env', ['.env']],
    ['**/.env', ['.env', 'app/.env']],
    ['*/.env', ['app/.env']],
    ['app', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['app/', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['/app', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['./app/../app', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['app/*.txt', ['app/a.txt']],
    ['app/**/*.txt', ['app/a.txt', 'app/sub/a.txt']],
    ['app/**', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['**', PATHS],
    ['*', PATHS],
    ['*\n!README.md', PATHS.filter((path) => path !== 'README.md')],
    ['!README.md\n*', PATHS],
    ['*\n!app/sub', PATHS.filter((path) => path !== 'app/sub/a.txt')],
    ['app\n!app/a.txt\napp/*.txt', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['# app\n  \n', []],
    ['\uFEFFapp', ['app/.env', 'app/a.txt', 'app/sub/a.txt']],
    ['*.pem\r\n.env\r\n', ['.env', 'key.pem']],
    ['**pem', ['key.pem']],
    ['k?y.p[a-f]m', ['key.pem']],
    ['[', []],
    ['! app', []],
    ['node_modules/*/y.js', ['node_modules/x/y.js']],
  ] as const)('%j', (text, expected) => {
    expect(excluded(text, PATHS)).toEqual(expected);
  });
  test('a line without wildcards leaves out that path and what is below it, and nothing else', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '.env');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(fc.property(path, path, (line, file) => expect(parseIgnore(line).excludes(file)).toBe(file === line || file.startsWith(`${line}/`))));
  });
});

describe('globs', () => {
  test.each([
    ['a*c', 'abbc', true], ['a*c', 'a/c', false], ['a**c', 'a/b/c', true], ['a?c', 'a/c', false], ['**/c', 'a/b/c', true], ['**/c', 'c', true], ['**/c', 'bc', false],
    ['a/**/c', 'a/c', true], ['a/**/c', 'a/x/y/c', true], ['a/**/c', 'a/xc', false], ['\\*', '*', true], ['\\*', 'a', false], ['[^a]', 'b', true], ['[^a]', 'a', false],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(compileGlob(glob)!(path)).toBe(expected);
  });
  test('stars upon stars end', () => {
    expect(compileGlob(`${'*a'.repeat(60)}b`)!('a'.repeat(4000))).toBe(false);
    expect(compileGlob(`${'**/a*'.repeat(40)}b`)!('a/'.repeat(1000))).toBe(false);
  });
});
