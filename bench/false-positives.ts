/**
 * What a scan says of files that everyone has: popular Debian, npm and gem packages, unpacked, archives in them opened. Prints
 * each finding above `info` and their number per thousand files.
 * `node dist/bench/false-positives.js [--cache folder] [--fresh] [image.tar…]`
 * `--fresh` takes packages with which no rule was tuned. Tars are scanned as images of one layer, their package databases read.
 * Downloads with `apt-get download`, `npm pack` and, where a gem client is, `gem fetch`, once; without one Debian's packages of gems
 * stand in.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scanReference, type Finding } from '../src/index.js';
import { keyFingerprint } from '../src/match/evidence/private-key.js';

type Kind = 'debian' | 'npm' | 'gem';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** The rules were mended with these in view. */
const SEEN: Readonly<Record<Kind, readonly string[]>> = {
  debian: words(`python3.11-minimal libpython3.11-stdlib libpython3.11-minimal perl-base perl-modules-5.36 libperl5.36 openssl libssl3 ca-certificates git git-man
    libnode108 npm ruby3.1 libruby3.1 rubygems-integration php8.2-cli php8.2-common openjdk-17-jre-headless nginx nginx-common apache2 apache2-bin apache2-data
    postgresql-15 postgresql-client-15 postgresql-common mariadb-server mariadb-server-core mariadb-client redis-server curl wget gnupg gpg openssh-client openssh-server
    vim-runtime bash coreutils systemd sudo rsync sqlite3 docker.io golang-1.19-src cmake-data binutils gcc-12 libc6-dev python3-pip python3-cryptography python3-boto3
    python3-requests python3-django ansible-core libstdc++-12-dev tcl8.6 emacs-common samba-common`),
  npm: words(`aws-sdk @aws-sdk/client-s3 stripe twilio jsonwebtoken node-forge swagger-ui swagger-ui-dist express react react-dom next webpack typescript eslint
    lodash axios firebase firebase-admin googleapis mongodb mongoose mysql2 pg redis ioredis passport jose jwks-rsa node-rsa ssh2 sshpk http-signature openai
    @octokit/rest @slack/web-api nodemailer mailgun.js @sendgrid/mail dotenv config vite rollup prettier jest mocha puppeteer-core playwright-core core-js
    bootstrap jquery d3 three moment rxjs @angular/core vue svelte electron-builder serverless pulumi @pulumi/aws cypress bcrypt crypto-js elliptic`),
  gem: words(`rails activerecord actionpack devise aws-sdk-core aws-sdk-s3 jwt omniauth faraday net-ssh net-scp openid-connect httparty excon fog-aws octokit
    rest-client sidekiq redis pg mysql2 rack sinatra nokogiri mail bcrypt doorkeeper oauth2 webpush acme-client json-jwt`),
};

/** Picked once, by name, before any of them was looked at. */
const FRESH: Readonly<Record<Kind, readonly string[]>> = {
  debian: words(`python3-paramiko python3-jwt python3-flask python3-sqlalchemy python3-twisted python3-urllib3 python3-oauthlib python3-azure salt-common
    puppet-agent php-symfony-http-kernel phpmyadmin wordpress libgnutls30 libgcrypt20 libnss3 libcurl4 haproxy squid dovecot-core exim4-base postfix freeradius-common
    slapd krb5-user mosquitto rabbitmq-server tomcat9-common nodejs-doc golang-golang-x-crypto-dev`),
  npm: words(`@azure/identity @google-cloud/storage @supabase/supabase-js auth0 passport-jwt express-session fastify koa hapi @nestjs/core socket.io discord.js telegraf
    square braintree plaid @sentry/node newrelic dd-trace winston knex typeorm prisma sequelize oracledb keycloak-js openpgp node-jose web-push expo`),
  gem: words('gitlab google-api-client openssl-ccm net-ldap saml oauth lockbox attr-encrypted ed25519 rugged slack-notifier redis-store sequel rack-attack sshkey hiera'),
};

/** Debian's packages of these gems are called `ruby-` and the name. */
const asDebian = (gem: string): string => `ruby-${gem.replaceAll('_', '-')}`;

/** What each other scanner prints for a folder; run only where it is installed. */
const OTHERS: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['gitleaks', ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-'], /"RuleID"/g],
  ['betterleaks', ['dir', '--no-banner', '--exit-code', '0', '--report-format', 'json', '--report-path', '-'], /"RuleID"/g],
  ['trufflehog', ['filesystem', '--no-verification', '--no-update', '--json'], /"DetectorName"/g],
  ['trivy', ['fs', '--scanners', 'secret', '--offline-scan', '--format', 'json'], /"RuleID"/g],
  ['kingfisher', ['scan', '--no-validate', '--format', 'jsonl'], /"rule"/g],
];

const argv = process.argv.slice(2);
const at = argv.indexOf('--cache');
const cache = join(at >= 0 ? argv[at + 1]! : join(tmpdir(), 'layerlint-packages'), argv.includes('--fresh') ? 'fresh' : 'seen');
const tars = argv.filter((one, index) => !one.startsWith('--') && (at < 0 || index !== at + 1));
const packages = argv.includes('--fresh') ? FRESH : SEEN;

function run(command: string, args: readonly string[], folder: string): boolean {
  return spawnSync(command, args, { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status === 0;
}

const hasGem = spawnSync('gem', ['--version']).status === 0;

/** The folder of an unpacked package, laid out as it is installed; null where the client cannot get it. */
function unpack(kind: Kind, name: string): string | null {
  const folder = join(cache, kind, name.replace('/', '+'));
  const root = join(folder, 'root');
  if (existsSync(root)) return root;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const debian = kind === 'debian' || (kind === 'gem' && !hasGem);
  const fetched = debian ? run('apt-get', ['download', kind === 'gem' ? asDebian(name) : name], folder) : kind === 'npm' ? run('npm', ['pack', '--silent', name], folder) : run('gem', ['fetch', name], folder);
  const archive = readdirSync(folder).find((file) => /\.(?:deb|tgz|gem)$/.test(file));
  if (!fetched || !archive) return null;
  mkdirSync(`${root}.part`);
  const unpacked = debian
    ? run('dpkg-deb', ['-x', archive, `${root}.part`], folder)
    : kind === 'npm'
      ? run('tar', ['-xzf', archive, '-C', `${root}.part`, '--strip-components=1'], folder)
      : run('sh', ['-c', `tar -xOf '${archive}' data.tar.gz | tar -xzf - -C root.part`], folder);
  if (!unpacked) return null;
  const target = debian ? root : join(root, kind === 'npm' ? 'app/node_modules' : 'usr/lib/ruby/gems', name);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(`${root}.part`, target);
  return root;
}

const counts = { files: 0, bytes: 0, info: 0, above: 0 };
const byRule = new Map<string, number>();

function count(findings: readonly Finding[], where: string): void {
  for (const { severity, confidence, ruleId, location, secret, excerpt } of findings) {
    if (severity === 'info') {
      counts.info++;
      continue;
    }
    counts.above++;
    byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + 1);
    const value = secret?.reveal() ?? '';
    const print = ruleId.endsWith('private-key') ? ` key ${keyFingerprint(value)}` : '';
    const path = 'path' in location ? [location.path, ...('within' in location ? location.within : [])].join(' > ') : location.kind;
    const line = 'region' in location ? (location.region?.startLine ?? 0) : 0;
    console.log(`${severity}/${confidence} ${ruleId} ${where}:${path}:${line} ${JSON.stringify((excerpt ?? '').slice(0, 160))}${print}`);
  }
}

async function scan(reference: string, where: string): Promise<void> {
  for (const { findings, statistics } of await scanReference(reference, { threads: 0 })) {
    counts.files += statistics.files;
    counts.bytes += statistics.bytes;
    count(findings, where);
  }
}

function summary(what: string): string {
  return `${what}, ${counts.files} files, ${(counts.bytes / 1e6).toFixed(0)} MB: ${counts.above} findings above info, ${((1000 * counts.above) / counts.files).toFixed(2)} per thousand files (${counts.info} of info)`;
}

for (const tar of tars) {
  Object.assign(counts, { files: 0, bytes: 0, info: 0, above: 0 });
  await scan(tar, tar);
  console.log(summary(tar));
}
if (tars.length === 0) {
  const had: Record<Kind, number> = { debian: 0, npm: 0, gem: 0 };
  for (const kind of ['debian', 'npm', 'gem'] as const) {
    for (const name of packages[kind]) {
      const root = unpack(kind, name);
      if (root === null) {
        console.log(`not to be had here: ${kind} ${name}`);
        continue;
      }
      had[kind]++;
      await scan(root, `${kind}/${name}`);
    }
  }
  console.log([...byRule].sort(([, a], [, b]) => b - a).map(([id, number]) => `${number} ${id}`).join(', '));
  console.log(summary(`${had.debian} Debian, ${had.npm} npm and ${had.gem} gem packages${hasGem ? '' : " (gems as Debian's packages of them)"}`));
  for (const [name, args, mark] of OTHERS) {
    const result = spawnSync(name, [...args, cache], { encoding: 'utf8', maxBuffer: 1 << 30, timeout: 1_800_000 });
    console.log(result.error ? `${name}: not on the PATH` : `${name}: ${(result.stdout.match(mark) ?? []).length} findings on the same files`);
  }
}
