import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileGlobs } from '../../src/rule/file-name.js';

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
