import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileRule } from '../../src/model/rule.js';
import { compileGlobs, findFileRule, indexGlobs } from '../../src/rule/file-name.js';

/** The same by trying everything; without braces and slashes in the glob. */
function matchesName(glob: string, name: string): boolean {
  const [first, ...rest] = [...glob];
  if (first === undefined) return name === '';
  if (first === '*') return matchesName(rest.join(''), name) || (name !== '' && matchesName(glob, name.slice(1)));
  return name !== '' && (first === '?' || first.toLowerCase() === name[0]!.toLowerCase()) && matchesName(rest.join(''), name.slice(1));
}

describe('globs of file names', () => {
  test.each([
    [['.env'], 'app/.env', true],
    [['.env'], 'app/x.env', false],
    [['.ENV'], '.env', true],
    [['*.{pem,key}'], 'etc/Server.KEY', true],
    [['*.{pem,key}'], 'etc/server.crt', false],
    [['.env.*', 'x'], 'a/.env.local', true],
    [['.env.*', 'x'], 'a/.envlocal', false],
    [['.aws/sso/**/token'], 'root/.aws/sso/a/b/token', true],
    [['/config/*.key'], 'srv/config/a.key', true],
    [['config/*.key'], 'srv/config/sub/a.key', false],
    [['*'], 'anything', true],
    [['*.{pem,{key,crt}.bak}'], 'server.crt.bak', true],
    [['{a,b}.{c,d}'], 'b.c', true],
    [['a}b'], 'a}b', true],
    [['a.{b,c'], 'a.c', true],
    [['{a}b{c'], 'abc', true],
    [['schl\u00fcssel.txt'], 'SCHL\u00dcSSEL.TXT', true],
    [['**/secret*.json'], 'secret-1.json', true],
    [['**/secret*.json'], 'a/b/secret-1.json', true],
    [['**/token'], 'token', true],
    [['a/**/token*'], 'a/token', true],
    [['service*.json'], 'package.json', false],
    [[], 'a', false],
  ])('%j on %s: %s', (globs, path, expected) => {
    expect(compileGlobs(globs)(path)).toBe(expected);
  });

  test('a glob without a slash is the last part of a path, whatever its letters and wildcards', () => {
    const letters = (of: string) => fc.string({ unit: fc.constantFrom(...of), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(letters('aAbK.*?\u00e9\u00c9'), { maxLength: 3 }), letters('aAbBkK.\u00e9\u00c9'), (globs, name) => {
        const plain = globs.filter((glob) => !glob.includes('**'));
        expect(compileGlobs(plain)(`folder/${name}`)).toBe(plain.some((glob) => matchesName(glob, name)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('many globs at once', () => {
  const found = (globs: readonly string[], path: string): number[] => {
    const all: number[] = [];
    indexGlobs(globs.map((glob, at) => [glob, at] as const))(path, (at) => all.push(at));
    return all.sort((a, b) => a - b);
  };

  test('each is found as by itself, whatever it is made of', () => {
    const part = fc.oneof(fc.constantFrom('*', '**', 'a**', '.env', '*.json', 'a*.json', '*.{pem,key}', 'a', 'b', '*_x', '.env.*', 'K.json', '\u00c9.json', '\u00b5.json', '\u212a.json', '\u212a*', 'k*', '?'), fc.string({ unit: fc.constantFrom(...'aB.*?_'), minLength: 1, maxLength: 5 }));
    const glob = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const name = fc.oneof(fc.constantFrom('.env', 'x.json', 'a.JSON', '.env.local', 'K.json', 'k.json', '\u212a.json', '\u00e9.json', '\u03bc.json', 'a.pem', 'y_x'), fc.string({ unit: fc.constantFrom(...'aAbB._'), minLength: 1, maxLength: 5 }));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    let hits = 0;
    fc.assert(
      fc.property(fc.array(glob, { maxLength: 6 }), path, (globs, on) => {
        const expected = globs.flatMap((one, at) => (compileGlobs([one])(on) ? [at] : []));
        hits += expected.length;
        expect(found(globs, on)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
    expect(hits).toBeGreaterThan(100);
  });

  test('of rules whose globs a path matches, the first that does not except it counts', () => {
    const rule = (id: string, paths: readonly string[], except: readonly string[] = []) => ({ id, kind: 'file', opaque: true, paths, except }) as unknown as FileRule;
    const rules = [rule('one', ['*.key', 'x/*.pem'], ['public.key']), rule('two', ['public.*', '*.pem'])];
    expect(['a.key', 'public.key', 'x/a.pem', 'a.pem', 'a.txt'].map((path) => findFileRule(rules, path)?.id)).toEqual(['one', 'two', 'one', 'two', undefined]);
  });
});
