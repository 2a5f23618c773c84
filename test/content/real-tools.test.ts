import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAll, split } from '../archive/streams.js';
import { makeCpio, makeRpm } from './formats.js';
import { PLANT, places, scan, scanWith, VALUE } from './plant.js';

/** Text that compresses as text does, with the plant somewhere in it. */
function text(before: number, after: number): Buffer {
  const words = (length: number, seed: number): string => Array.from({ length: Math.ceil(length / 6) }, (_, index) => `${((index * 7919 + seed) % 9973).toString(36).padStart(4, 'k')} ${index % 11 === 0 ? '\n' : ''}`).join('').slice(0, length);
  return Buffer.from(`${words(before, 1)}\n${PLANT.toString()}\n${words(after, 2)}`);
}

/** Machine code of this machine, for filters that look at it: the program that runs the test. */
const code = (): Buffer => readFileSync(process.execPath).subarray(4_000_000, 4_700_000);

/** Too large to be installed for a test in CI; what they make is held against generated files there. */
const LARGE_TOOLS = ['javac', 'jar'];

/** What the tool makes in a folder of these files; null, with a sentence, where the tool is absent, which CI does not allow. */
function make(tool: string, args: readonly string[], files: Readonly<Record<string, Buffer>>, result: string): Buffer | null {
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
  try {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    try {
      execFileSync(tool, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
      if (process.env.CI && !LARGE_TOOLS.includes(tool)) throw new Error(`There is no ${tool}.`, { cause: error });
      console.warn(`Skipped: there is no ${tool} here.`);
      return null;
    }
    return readFileSync(join(folder, result));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each plant once, at its way, and nothing to tell of. */
async function expectPlant(bytes: Buffer | null, names: readonly string[], path = 'srv/outer', pieces: readonly number[] = [777, 65_536]): Promise<void> {
  if (bytes === null) return;
  for (const piece of pieces) {
    const seen = await scan(bytes, Math.max(piece, bytes.length / 400), path);
    expect(seen.notices).toEqual([]);
    expect(places(seen)).toEqual(names);
  }
}

describe('7-Zip', () => {
  const solid = ['-ms=on'];
  test.each([
    ['LZMA2', ['-m0=LZMA2']],
    ['LZMA', ['-m0=LZMA']],
    ['LZMA, other properties', ['-m0=LZMA:lc=1:lp=2:pb=1']],
    ['LZMA, not solid', ['-m0=LZMA', '-ms=off']],
    ['stored', ['-m0=Copy']],
    ['stored, not solid', ['-m0=Copy', '-ms=off']],
    ['deflate', ['-m0=Deflate']],
    ['bzip2', ['-m0=BZip2']],
    ['delta', ['-m0=Delta:4', '-m1=LZMA']],
    ['its list not packed', ['-mhc=off']],
    ['the highest preset', ['-mx=9', ...solid]],
    ...['BCJ', 'ARM', 'ARMT', 'ARM64', 'PPC', 'SPARC'].map((filter) => [`the filter ${filter}`, [`-m0=${filter}`, '-m1=LZMA2']] as const),
    ['the filter BCJ2', ['-m0=BCJ2', '-m1=LZMA', '-m2=LZMA', '-m3=LZMA', '-mb0:1', '-mb0s1:2', '-mb0s2:3']],
  ])('%s', async (_name, args) => {
    const files = { 'a/first.txt': text(10, 60_000), 'a/empty': Buffer.alloc(0), 'b/code.bin': Buffer.concat([code().subarray(0, 200_001), PLANT, code().subarray(300_000, 400_000)]), 'c.txt': text(70_000, 3) };
    await expectPlant(make('7z', ['a', '-bd', ...args, 'out.7z', 'a', 'b', 'c.txt'], files, 'out.7z'), ['a/first.txt', 'b/code.bin', 'c.txt']);
  });

  test('encrypted files, and an encrypted list, are named', async () => {
    const files = { 'a.txt': text(100, 100) };
    const locked = make('7z', ['a', '-bd', '-psecret', 'out.7z', 'a.txt'], files, 'out.7z');
    if (locked === null) return;
    expect((await scan(locked)).notices).toEqual([{ code: 'encrypted', message: '`a.txt` is encrypted; it was not read.' }]);
    const hidden = make('7z', ['a', '-bd', '-psecret', '-mhe=on', 'out.7z', 'a.txt'], files, 'out.7z')!;
    expect((await scan(hidden)).notices).toEqual([{ code: 'encrypted', message: 'Its list of files is encrypted; nothing in it was read.' }]);
  });

  test('a method that is not known is named', async () => {
    const bytes = make('7z', ['a', '-bd', '-m0=PPMd', 'out.7z', 'a.txt'], { 'a.txt': text(100, 100) }, 'out.7z');
    if (bytes !== null) expect((await scan(bytes)).notices.map(({ code: kind }) => kind)).toEqual(['unknown-format']);
  });

  test.each(['Deflate', 'BZip2', 'LZMA'])('a zip compressed by %s', async (method) => {
    await expectPlant(make('7z', ['a', '-bd', `-mm=${method}`, 'out.zip', 'a.txt', 'b.txt'], { 'a.txt': text(100, 200_000), 'b.txt': text(3, 5) }, 'out.zip'), ['a.txt', 'b.txt']);
  });
});

describe('xz and its kin', () => {
  const whole = text(5000, 300_000);
  test.each([
    ['lzma', ['--format=lzma', '-k', 'a.txt'], 'a.txt.lzma'],
    ['lzma, the strongest', ['--format=lzma', '-9e', '-k', 'a.txt'], 'a.txt.lzma'],
  ])('%s', async (_name, args, result) => expectPlant(make('xz', args, { 'a.txt': whole }, result), ['a.txt'], `srv/${result}`));

  test('lzip, several members', async () => {
    await expectPlant(make('lzip', ['-k', '-b', '100000', 'a.txt'], { 'a.txt': whole }, 'a.txt.lz'), ['a.txt'], 'srv/a.txt.lz');
  });

  test.each(['--x86', '--arm', '--armthumb', '--arm64', '--powerpc', '--sparc', '--delta=dist=3', '--x86=start=4096'])('xz with the filter %s', async (filter) => {
    const bytes = Buffer.concat([code(), PLANT, code().subarray(0, 1001)]);
    const stored = make('xz', ['-T1', '-0k', filter, '--lzma2=preset=0', 'a.bin'], { 'a.bin': bytes }, 'a.bin.xz');
    if (stored === null) return;
    await expectPlant(stored, ['a.bin'], 'srv/a.bin.xz', [65_536]);
    // Code that is not turned back would go unseen by a search for a plant.
    for (const cuts of [[], [1000, 70_001, 200_003]]) {
      const read = await readAll(split(stored, cuts));
      expect([read.error, read.bytes.equals(bytes)]).toEqual([null, true]);
    }
  });

  test.each(['gzip', 'bzip2', 'xz', 'lzma', 'zstd'])('an RPM package whose payload is %s', async (method) => {
    const args = method === 'lzma' ? ['--format=lzma', '-k', 'a'] : ['-k', 'a'];
    const ending = { gzip: 'gz', bzip2: 'bz2', xz: 'xz', lzma: 'lzma', zstd: 'zst' }[method]!;
    const payload = make(method === 'lzma' ? 'xz' : method, args, { a: makeCpio([{ name: './etc/a.txt', bytes: whole }]) }, `a.${ending}`);
    if (payload !== null) await expectPlant(makeRpm(payload), ['etc/a.txt']);
  });
});

describe('packages', () => {
  const whole = text(3000, 40_000);
  test.each(['gzip', 'xz', 'zstd', 'none'])('a Debian package whose data is %s', async (method) => {
    const control = Buffer.from('Package: a\nVersion: 1\nArchitecture: all\nMaintainer: A <a@b.c>\nDescription: a\n');
    const bytes = make('dpkg-deb', ['--root-owner-group', `-Z${method}`, '-b', 'a', 'a.deb'], { 'a/DEBIAN/control': control, 'a/etc/a.txt': whole }, 'a.deb');
    const ending = { gzip: '.gz', xz: '.xz', zstd: '.zst', none: '' }[method]!;
    await expectPlant(bytes, [`data.tar${ending} > etc/a.txt`], 'srv/a.deb');
  });

  test.each(['w9.gzdio', 'w9.bzdio', 'w2.xzdio', 'w2.lzdio', 'w3.zstdio', 'w.ufdio'])('an RPM package by rpmbuild, its payload %s', async (payload) => {
    const spec = `Name: a\nVersion: 1\nRelease: 1\nSummary: a\nLicense: a\nBuildArch: noarch\n%define _binary_payload ${payload}\n%description\na\n%install\nmkdir -p %{buildroot}/etc\ncp %{_sourcedir}/a.txt %{buildroot}/etc/\n%files\n/etc/a.txt\n`;
    const args = ['-c', 'rpmbuild -bb --define "_topdir $PWD" --define "_sourcedir $PWD" --define "_rpmdir $PWD" --define "_build_name_fmt a.rpm" a.spec'];
    try {
      execFileSync('rpmbuild', ['--version'], { stdio: 'ignore' });
    } catch (error) {
      if (process.env.CI) throw new Error('There is no rpmbuild.', { cause: error });
      console.warn('Skipped: there is no rpmbuild here.');
      return;
    }
    await expectPlant(make('sh', args, { 'a.spec': Buffer.from(spec), 'a.txt': whole }, 'a.rpm'), ['etc/a.txt'], 'srv/a.rpm');
  });

  test('a wheel, and a program in one file', async () => {
    await expectPlant(make('python3', ['-m', 'zipfile', '-c', 'a.whl', 'a'], { 'a/settings.py': whole }, 'a.whl'), ['a/settings.py'], 'srv/a.whl');
    await expectPlant(make('python3', ['-m', 'zipapp', 'a', '-p', '/usr/bin/env python3', '-o', 'a.pyz'], { 'a/__main__.py': Buffer.from('print(1)\n'), 'a/a.txt': whole }, 'a.pyz'), ['a.txt'], 'srv/a.pyz');
  });

  test('jars in a war in an ear', async () => {
    const jar = make('jar', ['cf', 'a.jar', 'etc'], { 'etc/a.txt': whole }, 'a.jar');
    if (jar === null) return;
    const war = make('jar', ['cf', 'a.war', 'WEB-INF'], { 'WEB-INF/lib/a.jar': jar }, 'a.war')!;
    await expectPlant(make('jar', ['c0f', 'a.ear', 'a.war'], { 'a.war': war }, 'a.ear'), ['a.war > WEB-INF/lib/a.jar > etc/a.txt'], 'srv/a.ear');
  });
});

describe('compiled programs', () => {
  const edged = '(?<![A-Za-z0-9])(?<secret>[0-9a-z]{12}key)(?![A-Za-z0-9])';
  const token = `${VALUE}key`;
  /** Lengths whose byte in front is a letter or a digit too, so that it could be taken for one more. */
  const lengths = [15, 48, 57, 65, 90, 97, 122, 200, 255, 256, 300, 70_000 - 4500];

  test('Python: strings of every length, in a tuple, a default, a dictionary and a doc string', async () => {
    // Each its own text, since equal ones are kept once.
    const source = lengths.map((length, index) => {
      const value = (part: number): string => JSON.stringify(`${token} ${index} ${part}`.padEnd(length, ' pad'));
      return `KEY${index} = ${value(0)}\ndef f${index}(a=${value(1)}):\n    return (a, 'b')\nD${index} = {'a': (1, ${value(2)}), 'b': 2.5}\nclass A${index}:\n    ${value(3)}\n    def f(self): return f'{self} ${token} ${index}'\n`;
    }).join('');
    const bytes = make('python3', ['-c', 'import py_compile; py_compile.compile("a.py", cfile="a.pyc", doraise=True)'], { 'a.py': Buffer.from(source) }, 'a.pyc');
    if (bytes === null) return;
    const found = await scanWith(edged, bytes, 'app/a.pyc');
    expect(new Set(found)).toEqual(new Set([token]));
    expect(found.length).toBeGreaterThanOrEqual(lengths.length * 5);
  });

  test('Java: constants of fields, locals, joined strings and notes', async () => {
    const source = lengths.filter((one) => one < 65_000).map((length, index) => {
      const value = (part: number): string => JSON.stringify(`${token} ${index} ${part}`.padEnd(length, ' pad'));
      return `@N(${value(0)}) class A${index} { }\nclass B${index} { static final String KEY = ${value(1)}; String f(String a) { return a + ${value(2)} + a; } }\n`;
    }).join('');
    const files = { 'A.java': Buffer.from(`@interface N { String value(); }\n${source}`) };
    if (make('javac', ['-version'], files, 'A.java') === null) return;
    const bytes = make('sh', ['-c', 'javac -d out A.java && jar c0f a.jar -C out .'], files, 'a.jar')!;
    const found = await scanWith(edged, bytes, 'app/a.jar');
    expect(new Set(found)).toEqual(new Set([token]));
    // A constant is told with its name as well, at the same place.
    expect(found).toHaveLength(lengths.filter((one) => one < 65_000).length * 3);
  });
});
