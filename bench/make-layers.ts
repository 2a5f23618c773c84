/**
 * Makes the layers that the benches of speed are run on, of Debian and npm packages: `node dist/bench/make-layers.js FOLDER [name…]`,
 * after `npm run build`. Downloads with `apt-get download` and `npm pack`, once; writes FOLDER/NAME.tar and NAME.tar.gz, and says
 * what could not be had.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Packages } from './packages.js';
import { unpackPackage } from './unpack-package.js';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const LAYERS: Readonly<Record<'javascript' | 'java' | 'unseen', Packages>> = {
  /** What the search and its constants were tuned on: JavaScript, and Debian's Python and Perl. */
  javascript: {
    npm: words('next webpack typescript eslint three aws-sdk firebase @babel/standalone monaco-editor core-js rxjs @angular/core electron-builder prisma swagger-ui-dist'),
    debian: words('libpython3.11-stdlib python3.11-minimal perl-modules-5.36 perl-base vim-runtime'),
    gem: [],
  },
  /** Class files and archives in archives. */
  java: {
    debian: words(`openjdk-17-jre-headless libspring-core-java libspring-web-java libspring-context-java libspring-beans-java libnetty-java libtomcat9-java libbcprov-java
      libjetty9-java libhibernate-validator-java liblucene4.10-java libjackson2-databind-java libguava-java libscala-library-java maven ant groovy libmariadb-java`),
    npm: [],
    gem: [],
  },
  /** No constant was chosen with it in view. */
  unseen: {
    debian: words('python3-django golang-1.19-src php8.2-cli php8.2-common git postgresql-15 ruby-rails libruby3.1 ruby-nokogiri ruby-activerecord ruby-actionpack nodejs-doc ansible-core r-base-core erlang-base ocaml-nox'),
    npm: words('ember-source three-mesh-bvh @tensorflow/tfjs plotly.js mathjax'),
    gem: [],
  },
};

const [folder, ...named] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');
for (const [name, packages] of Object.entries(LAYERS)) if (named.length === 0 || named.includes(name)) make(name, packages);

function make(name: string, packages: Packages): void {
  const cache = join(folder!, 'packages');
  mkdirSync(cache, { recursive: true });
  const roots = (['debian', 'npm'] as const).flatMap((kind) =>
    packages[kind].flatMap((each) => {
      const root = unpackPackage(cache, kind, each);
      if (root === null) console.log(`not to be had here: ${kind} ${each}`);
      return root ?? [];
    }),
  );
  const tar = join(folder!, `${name}.tar`);
  // The same packages give the same bytes.
  run('tar', ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '-cf', tar, ...roots.flatMap((root) => ['-C', root, '.'])]);
  run('gzip', ['-6', '-n', '-k', '-f', tar]);
  console.log(`${tar}[.gz]: ${roots.length} packages, ${(statSync(tar).size / 1e6).toFixed(0)} MB, ${(statSync(`${tar}.gz`).size / 1e6).toFixed(0)} MB compressed`);
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}
