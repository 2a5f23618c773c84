import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { FileScanner } from '../../src/scan/file.js';
import { makeAr, makeTar, makeZip } from './containers.js';
import { makeClass, makeCpio, makePyc, makeRpm, makeSevenZip, makeSqlite } from './formats.js';

// Rules of rank `generic` judge the place as well: a program's string is not a line of settings.
const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential' && rule.rank === 'specific' && rule.patterns.some(({ paths }) => !paths));
const matcher = createMatcher(rules);
const leaks = rules.map((rule) => ({ id: rule.id, bytes: Buffer.from(expandTemplate(rule.examples.leaks[0]!, 7), 'latin1') }));

async function idsIn(bytes: Buffer, path: string): Promise<Set<string>> {
  const ids = new Set<string>();
  const scanner = new FileScanner(matcher, { document: ({ hits }) => hits.forEach(({ rule, identity }) => [rule.id, ...(identity?.some(({ label }) => label === 'access key') ? ['aws-access-key-id'] : [])].forEach((id) => ids.add(id))), notice: (_code, message) => expect(message).toBe('') });
  scanner.begin(path, bytes.length, 0);
  for (let at = 0; at < bytes.length; at += 50_000) {
    scanner.write(bytes.subarray(at, at + 50_000));
    await scanner.settle();
  }
  scanner.end();
  await scanner.settle();
  return ids;
}

const expected = new Map<string, string[]>();
async function plainly(id: string, bytes: Buffer): Promise<string[]> {
  let known = expected.get(id);
  if (!known) expected.set(id, (known = [...(await idsIn(bytes, 'etc/settings'))]));
  return known;
}

/** All leaks as members of one archive, each behind as many bytes as `shift` says. */
const archives: Record<string, (members: readonly { readonly name: string; readonly bytes: Buffer }[]) => Buffer> = {
  zip: makeZip,
  tar: makeTar,
  ar: makeAr,
  cpio: (members) => makeCpio(members),
  '7z': makeSevenZip,
  'cpio, odc': (members) => makeCpio(members, 'odc'),
  rpm: (members) => makeRpm(gzipSync(makeCpio(members))),
  'tar in gzip in zip': (members) => makeZip([{ name: 'a.tgz', bytes: gzipSync(makeTar(members)) }]),
  'zip behind a script': (members) => Buffer.concat([Buffer.from(`#!/bin/sh\n${'# start\n'.repeat(200)}`), makeZip(members)]),
};

/** What a real tool makes of its input; null, with a sentence, where it is absent, which CI does not allow. */
function through(tool: string, args: readonly string[], input: Buffer | undefined, cwd?: string): Buffer | null {
  try {
    return execFileSync(tool, args, { cwd, input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28, env: { ...process.env, GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' } });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    if (process.env.CI) throw new Error(`There is no ${tool}.`, { cause: error });
    console.warn(`Skipped: there is no ${tool} here.`);
    return null;
  }
}

/** The pack of a repository that has the files in two commits, so that some of what is in it is a delta. */
function gitPack(members: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer | null {
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-pack-'));
  try {
    if (through('git', ['init', '-q'], undefined, folder) === null) return null;
    for (const prefix of ['', `${'a line that both have\n'.repeat(30)}`]) {
      for (const { name, bytes } of members) writeFileSync(join(folder, name), Buffer.concat([Buffer.from(prefix), bytes]));
      through('git', ['add', '.'], undefined, folder);
      through('git', ['commit', '-q', '-m', 'x'], undefined, folder);
    }
    through('git', ['gc', '-q'], undefined, folder);
    const packs = join(folder, '.git/objects/pack');
    return readFileSync(join(packs, readdirSync(packs).find((name) => name.endsWith('.pack'))!));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const compressors: Readonly<Record<string, readonly string[]>> = { bzip2: [], xz: [], 'xz, alone': ['--format=lzma'], zstd: ['-q', '-c'], lzip: [] };

describe('a credential of every kind is found', () => {
  const missingIn = async (found: ReadonlySet<string>): Promise<string[]> => {
    const missing: string[] = [];
    for (const { id, bytes } of leaks) for (const one of await plainly(id, bytes)) if (!found.has(one)) missing.push(`${id}: ${one}`);
    return missing;
  };

  test.each(Object.entries(compressors))('in a tar that %s compressed, at any place', async (name, args) => {
    for (const shift of [0, 1, 509]) {
      const packed = through(name.split(',')[0]!, args, makeTar(leaks.map(({ bytes }, index) => ({ name: `m${index}`, bytes: Buffer.concat([Buffer.alloc(shift, '\n'), bytes]) }))));
      if (packed === null) return;
      expect(await missingIn(await idsIn(packed, `srv/a.tar.${name === 'xz, alone' ? 'lzma' : name}`))).toEqual([]);
    }
  });

  test('in a pack of git, and in a loose object', async () => {
    // Each with a value of its own: a version of a file that has what another has is not told again.
    const own = rules.map((rule, index) => ({ name: `m${index}`, bytes: Buffer.from(expandTemplate(rule.examples.leaks[0]!, index), 'latin1') }));
    const pack = gitPack(own);
    if (pack) {
      const found = await idsIn(pack, 'app/.git/objects/pack/pack-1234567890123456789012345678901234567890.pack');
      const missing: string[] = [];
      for (const { bytes } of own) missing.push(...[...(await idsIn(bytes, 'etc/settings'))].filter((one) => !found.has(one)));
      expect(missing).toEqual([]);
    }
    for (const { id, bytes } of leaks) {
      const found = await idsIn(deflateSync(Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes])), 'app/.git/objects/ab/34567890123456789012345678901234567890');
      for (const one of await plainly(id, bytes)) expect([id, [...found]]).toEqual([id, expect.arrayContaining([one])]);
    }
  });

  test.each(Object.entries(archives))('in %s, at any place', async (_name, make) => {
    for (const shift of [0, 1, 2, 3, 509]) {
      const members = leaks.map(({ bytes }, index) => ({ name: `m${index}`, bytes: Buffer.concat([Buffer.alloc(shift, '\n'), bytes]) }));
      const found = await idsIn(make(members), 'srv/archive');
      const missing: string[] = [];
      for (const { id, bytes } of leaks) for (const one of await plainly(id, bytes)) if (!found.has(one)) missing.push(one);
      expect(missing).toEqual([]);
    }
  });

  const forms: Record<string, { readonly path: string; readonly wrap: (bytes: Buffer, shift: number) => Buffer }> = {
    'a database, over pages': { path: 'a.db', wrap: (bytes, shift) => makeSqlite([['a', `${'- '.repeat(shift * 90)}${bytes.toString('latin1')}`]]) },
    'base64': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(`v: ${Buffer.concat([Buffer.alloc(shift + 12, ' '), Buffer.from('\n'), bytes, Buffer.from('\n            ')]).toString('base64')}\n`) },
    'hexadecimal digits': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(`v: ${Buffer.concat([Buffer.alloc(shift + 12, ' '), Buffer.from('\n'), bytes, Buffer.from('\n            ')]).toString('hex')}\n`) },
    'a JSON string': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(JSON.stringify({ v: `${'"'.repeat(shift)}\n${bytes.toString('latin1')}\n"x"` })) },
    'UTF-16': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(`\ufeff${' '.repeat(shift)}\n${bytes.toString('latin1')}\n`, 'utf16le') },
    'UTF-16, big-endian': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(`\ufeff${' '.repeat(shift)}\n${bytes.toString('latin1')}\n`, 'utf16le').swap16() },
    'UTF-32': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.concat([...`\ufeff${' '.repeat(shift)}\n${bytes.toString('latin1')}\n`].map((sign) => { const word = Buffer.alloc(4); word.writeUInt32LE(sign.codePointAt(0)!); return word; })) },
    'base64url': { path: 'etc/settings', wrap: (bytes, shift) => Buffer.from(`v: ${Buffer.concat([Buffer.alloc(shift + 12, ' '), Buffer.from('\n'), bytes, Buffer.from('\n            ')]).toString('base64url')}\n`) },
    'a source map': { path: 'app/main.js.map', wrap: (bytes, shift) => Buffer.from(JSON.stringify({ version: 3, sources: ['etc/settings'], sourcesContent: [`${'"'.repeat(shift)}\n${bytes.toString('latin1')}\n`], mappings: '' })) },
    'a Python constant': { path: 'a.pyc', wrap: (bytes, shift) => makePyc(['name', `${' '.repeat(shift)}${bytes.toString('latin1')}`, 'after']) },
    'a Java constant': { path: 'A.class', wrap: (bytes, shift) => makeClass('NAME', `${' '.repeat(shift)}${bytes.toString('latin1')}`, 'before') },
    'UTF-16 in a Windows program': { path: 'a.dll', wrap: (bytes, shift) => Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(500 + shift, 0x91), Buffer.from([61]), ...bytes.toString('latin1').split('\n').map((line) => Buffer.concat([Buffer.from(line, 'utf16le'), Buffer.from([0, 0])])), Buffer.alloc(600, 0x91)]) },
  };
  test.each(Object.entries(forms))('in %s, at any alignment', async (name, { path, wrap }) => {
    const missing: string[] = [];
    for (const { id, bytes } of leaks) {
      // Lines are strings of their own there.
      if (name.startsWith('UTF-16 in') && bytes.includes('\n')) continue;
      const wanted = await plainly(id, bytes);
      for (const shift of [0, 1, 2, 3]) {
        const found = await idsIn(wrap(bytes, shift), path);
        for (const one of wanted) if (!found.has(one)) missing.push(`${one} ${shift}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
