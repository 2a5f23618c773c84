/**
 * What the credential rules say of files that everyone has: popular Debian and npm packages, unpacked. Prints each finding above
 * `info` and their number per thousand files. `node dist/bench/false-positives.js [--cache folder]`
 * Downloads with `apt-get download` and `npm pack`, once; gems are left out, since their registry is not mirrored everywhere.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { builtInRules } from '../rules/index.js';
import { keyFingerprint } from '../src/match/evidence/private-key.js';
import { createMatcher, resolveOverlaps } from '../src/match/matcher.js';
import type { Hit } from '../src/match/matcher.js';
import type { CredentialRule } from '../src/model/rule.js';

const DEBIAN = `python3.11-minimal libpython3.11-stdlib libpython3.11-minimal perl-base perl-modules-5.36 libperl5.36 openssl libssl3 ca-certificates git git-man nodejs
  libnode108 npm ruby3.1 libruby3.1 rubygems-integration php8.2-cli php8.2-common openjdk-17-jre-headless nginx nginx-common apache2 apache2-bin apache2-data
  postgresql-15 postgresql-client-15 postgresql-common mariadb-server mariadb-server-core mariadb-client redis-server curl wget gnupg gpg openssh-client openssh-server
  vim-runtime bash coreutils systemd sudo rsync sqlite3 docker.io golang-1.19-src cmake-data binutils gcc-12 libc6-dev python3-pip python3-cryptography python3-boto3
  python3-requests python3-django ansible-core libstdc++-12-dev tcl8.6 emacs-common samba-common`.split(/\s+/);
const NPM = `aws-sdk @aws-sdk/client-s3 stripe twilio jsonwebtoken node-forge swagger-ui swagger-ui-dist express react react-dom next webpack typescript eslint
  lodash axios firebase firebase-admin googleapis mongodb mongoose mysql2 pg redis ioredis passport jose jwks-rsa node-rsa ssh2 sshpk http-signature openai
  @octokit/rest @slack/web-api nodemailer mailgun.js @sendgrid/mail dotenv config vite rollup prettier jest mocha puppeteer-core playwright-core core-js
  bootstrap jquery d3 three moment rxjs @angular/core vue svelte electron-builder serverless pulumi @pulumi/aws cypress bcrypt crypto-js elliptic`.split(/\s+/);
const WINDOW = 256 * 1024;
const LARGEST = 256 * 1024 * 1024;
/** What each other scanner prints for a folder; run only where it is installed. */
const OTHERS: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['gitleaks', ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-'], /"RuleID"/g],
  ['betterleaks', ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-'], /"RuleID"/g],
  ['trufflehog', ['filesystem', '--no-verification', '--no-update', '--json'], /"DetectorName"/g],
  ['trivy', ['fs', '--scanners', 'secret', '--offline-scan', '--format', 'json'], /"RuleID"/g],
  ['kingfisher', ['scan', '--no-validate', '--format', 'jsonl'], /"rule"/g],
];

const matcher = createMatcher(builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential'));
const at = process.argv.indexOf('--cache');
const cache = at > 0 ? process.argv[at + 1]! : join(tmpdir(), 'layerlint-false-positives');

function run(command: string, args: readonly string[], folder: string): boolean {
  return spawnSync(command, args, { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status === 0;
}

/** Unpacks once; false where the client cannot get it. */
function unpack(kind: 'debian' | 'npm', name: string): boolean {
  const folder = join(cache, kind, name.replace('/', '+'));
  const root = join(folder, 'root');
  if (existsSync(root)) return true;
  mkdirSync(folder, { recursive: true });
  const fetched = kind === 'debian' ? run('apt-get', ['download', name], folder) : run('npm', ['pack', '--silent', name], folder);
  const archive = readdirSync(folder).find((file) => /\.(?:deb|tgz)$/.test(file));
  if (!fetched || !archive) return false;
  mkdirSync(root);
  return kind === 'debian' ? run('dpkg-deb', ['-x', archive, root], folder) : run('tar', ['-xzf', archive, '-C', root], folder);
}

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isDirectory()) yield* walk(path);
    else if (stat.isFile() && stat.size > 0 && stat.size < LARGEST) yield path;
  }
}

function find(bytes: Buffer, path: string): Hit[] {
  const hits: Hit[] = [];
  for (let from = 0; from < bytes.length; from += WINDOW) {
    const base = Math.max(0, from - matcher.reach);
    const to = Math.min(bytes.length, from + WINDOW);
    hits.push(...matcher.match({ bytes: bytes.subarray(base, Math.min(bytes.length, to + matcher.reach)), base, from: from - base, to: to - base, path }));
  }
  return resolveOverlaps(hits);
}

const counts = { packages: 0, files: 0, bytes: 0, info: 0, above: 0 };
const byRule = new Map<string, number>();
for (const [kind, names] of [['debian', DEBIAN], ['npm', NPM]] as const) {
  for (const name of names) {
    if (!unpack(kind, name)) {
      console.log(`not to be had here: ${kind} ${name}`);
      continue;
    }
    counts.packages++;
    const root = join(cache, kind, name.replace('/', '+'), 'root');
    for (const path of walk(root)) {
      const inside = (kind === 'npm' ? `app/node_modules/${name}/` : '') + relative(root, path).replace(/^package\//, '');
      const bytes = readFileSync(path);
      counts.files++;
      counts.bytes += bytes.length;
      for (const hit of find(bytes, inside)) {
        if (hit.severity === 'info') {
          counts.info++;
          continue;
        }
        counts.above++;
        byRule.set(hit.rule.id, (byRule.get(hit.rule.id) ?? 0) + 1);
        const line = bytes.toString('latin1', Math.max(0, hit.start - 60), Math.min(hit.end, hit.start + 40));
        const print = hit.rule.id.endsWith('private-key') ? ` key ${keyFingerprint(hit.secret.reveal()!)}` : '';
        console.log(`${hit.severity}/${hit.confidence} ${hit.rule.id} ${kind}:${inside}:${hit.start} ${JSON.stringify(line)}${print}`);
      }
    }
  }
}
console.log([...byRule].sort(([, a], [, b]) => b - a).map(([id, count]) => `${count} ${id}`).join(', '));
console.log(
  `${counts.packages} packages, ${counts.files} files, ${(counts.bytes / 1e6).toFixed(0)} MB: ${counts.above} findings above info, ` +
    `${((1000 * counts.above) / counts.files).toFixed(2)} per thousand files (${counts.info} of info)`,
);
for (const [name, args, mark] of OTHERS) {
  const result = spawnSync(name, [...args, cache], { encoding: 'utf8', maxBuffer: 1 << 30, timeout: 1_800_000 });
  console.log(result.error ? `${name}: not on the PATH` : `${name}: ${(result.stdout.match(mark) ?? []).length} findings on the same files`);
}
