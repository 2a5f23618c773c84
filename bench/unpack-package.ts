/** Popular packages, by the ordinary client of each kind. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kind } from './packages.js';

/** Debian's packages of these gems are called `ruby-` and the name. */
const asDebian = (gem: string): string => `ruby-${gem.replaceAll('_', '-')}`;

function run(command: string, args: readonly string[], folder: string): boolean {
  return spawnSync(command, args, { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status === 0;
}

/** Downloads and unpacks with one client into `root.part`; false where it cannot. */
const FETCH: Readonly<Record<Kind, (name: string, folder: string) => boolean>> = {
  debian: (name, folder) => run('apt-get', ['download', name], folder) && run('sh', ['-c', 'dpkg-deb -x *.deb root.part'], folder),
  npm: (name, folder) => run('npm', ['pack', '--silent', name], folder) && run('sh', ['-c', 'mkdir root.part && tar -xzf *.tgz -C root.part --strip-components=1 --no-same-permissions'], folder),
  gem: (name, folder) => run('gem', ['fetch', name], folder) && run('sh', ['-c', 'mkdir root.part && tar -xOf *.gem data.tar.gz | tar -xzf - -C root.part'], folder),
  app: (names, folder) =>
    run('sh', ['-c', 'mkdir -p root.part/app && echo "{}" > root.part/app/package.json'], folder) &&
    run('npm', ['install', '--prefix', 'root.part/app', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...names.split(' ')], folder),
};
const PLACE: Readonly<Record<Kind, string>> = { debian: '', npm: 'app/node_modules', gem: 'usr/lib/ruby/gems', app: '' };

/** The folder of an unpacked package below `cache`, laid out as it is installed; null where no client can get it. Downloaded once. */
export function unpackPackage(cache: string, kind: Kind, name: string): string | null {
  const folder = join(cache, kind, name.replaceAll('/', '+').slice(0, 100));
  const root = join(folder, 'root');
  const absent = join(folder, 'absent');
  if (existsSync(root)) return root;
  if (existsSync(absent)) return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stands = !FETCH[kind](name, folder) && kind === 'gem';
  if (stands && !FETCH.debian(asDebian(name), folder)) rmSync(`${root}.part`, { recursive: true, force: true });
  if (!existsSync(`${root}.part`)) {
    writeFileSync(absent, '');
    return null;
  }
  const target = kind === 'debian' || kind === 'app' || stands ? root : join(root, PLACE[kind], name);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(`${root}.part`, target);
  return root;
}
