import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scanReference, type Finding } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { missing } from './machine.js';

const reason = missing('rpm', 'rpmbuild', 'gpg', 'db5.3_load', 'sqlite3');
const withRpm = reason ? describe.skip : describe;

/** A package with a private key, built, signed and put into a database by rpm itself. */
withRpm(`a database of rpm${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let folder = '';
  const at = (...names: string[]): string => join(folder, ...names);
  const run = async (command: string, ...args: string[]): Promise<string> =>
    (await promisify(execFile)(command, args, { cwd: folder, env: { ...process.env, GNUPGHOME: at('gnupg'), HOME: folder }, maxBuffer: 1 << 26 })).stdout;

  async function build(name: string, vendor: string): Promise<void> {
    const lines = [`Name: ${name}`, 'Version: 1', 'Release: 1', 'Summary: x', 'License: MIT', `Vendor: ${vendor}`, 'BuildArch: noarch', '%description', 'x', '%install', `install -D %{_sourcedir}/${name}.pem %{buildroot}/usr/share/${name}/key.pem`, '%files', `/usr/share/${name}`];
    await writeFile(at(`${name}.spec`), `${lines.join('\n')}\n`);
    await run('rpmbuild', '-bb', '--quiet', '--define', `_topdir ${at('top')}`, '--define', `_sourcedir ${folder}`, `${name}.spec`);
  }
  const packageOf = (name: string): string => at('top', 'RPMS', 'noarch', `${name}-1-1.noarch.rpm`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layerlint-rpm-'));
    await mkdir(at('gnupg'), { mode: 0o700 });
    await run('gpg', '--batch', '--pinentry-mode', 'loopback', '--passphrase', '', '--quick-gen-key', 't@example.org', 'rsa2048', 'sign', 'never');
    for (const [index, [name, vendor]] of ([['acme', 'Fedora Project'], ['own', 'Corp.'], ['unsigned', 'Fedora Project']] as const).entries()) {
      await writeFile(at(`${name}.pem`), `${expandTemplate('{pem:rsa}', index)}\n`);
      await build(name, vendor);
      if (name !== 'unsigned') await run('rpmsign', '--addsign', '--define', '_gpg_name t@example.org', '--define', `_gpg_path ${at('gnupg')}`, '--define', '__gpg /usr/bin/gpg', packageOf(name));
      await run('rpm', '-i', '--justdb', '--nodeps', '--nosignature', '--dbpath', at('db'), packageOf(name));
      await mkdir(at('root/usr/share', name), { recursive: true });
      await copyFile(at(`${name}.pem`), at('root/usr/share', name, 'key.pem'));
    }
  }, 60_000);
  afterAll(async () => {
    if (folder === '') return;
    await run('gpgconf', '--kill', 'all').catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  async function severities(database: string, name: string): Promise<Record<string, Finding['severity']>> {
    await rm(at('root/var'), { recursive: true, force: true });
    await mkdir(at('root/var/lib/rpm'), { recursive: true });
    await cp(database, at('root/var/lib/rpm', name));
    const [report] = await scanReference(at('root'), { threads: 0 });
    expect(report!.notices).toEqual([]);
    return Object.fromEntries(report!.findings.filter(({ ruleId }) => ruleId === 'private-key').map(({ location, severity }) => ['path' in location ? location.path.split('/')[2]! : '', severity]));
  }
  const EXPECTED = { acme: 'info', own: 'critical', unsigned: 'critical' };

  test('in SQLite, as rpm writes it, knows a distribution’s signed files', async () => {
    expect(await severities(at('db/rpmdb.sqlite'), 'rpmdb.sqlite')).toEqual(EXPECTED);
  });
  test('in Berkeley DB’s hash, as its own tool writes it, knows the same', async () => {
    const rows = (await run('sqlite3', at('db/rpmdb.sqlite'), 'select hnum, hex(blob) from Packages')).trim().split('\n').map((line) => line.split('|'));
    const dump = ['VERSION=3', 'format=bytevalue', 'type=hash', 'db_pagesize=4096', 'HEADER=END', ...rows.flatMap(([number, blob]) => [` 0${number!}000000`, ` ${blob!.toLowerCase()}`]), 'DATA=END'];
    await writeFile(at('dump'), `${dump.join('\n')}\n`);
    await run('db5.3_load', '-f', at('dump'), at('Packages'));
    expect(await severities(at('Packages'), 'Packages')).toEqual(EXPECTED);
  });
});
