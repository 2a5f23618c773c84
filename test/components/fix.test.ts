import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixDockerfile, scanReference } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { Machine, missing } from './machine.js';

const reason = missing('docker', 'dockerd', 'busybox', 'ssh-keygen');
const onMachine = reason ? describe.skip : describe;

const TOKEN = expandTemplate('ghp_{base62:30}{crc32:github}', 41);
const BASE = 'FROM localhost/tools:1';

/** Stands for a package manager: does its work only where it finds a login at one of the places that the real ones read. */
const TOOL = `#!/bin/sh
for file in "$PWD/.npmrc" "$PWD/.yarnrc.yml" /root/.npmrc /root/.config/pypoetry/auth.toml /root/.pypirc /etc/pip.conf /root/.netrc /root/.composer/auth.json /root/.bundle/config /root/.m2/settings.xml \\
  /usr/local/cargo/credentials.toml /root/.aws/credentials /root/.git-credentials /root/.gradle/gradle.properties \\
  /root/.nuget/NuGet/NuGet.Config /etc/apt/auth.conf; do
  [ -f "$file" ] || continue
  case "$(cat "$file")" in *ghp_*) echo "done by \${0##*/}" >> /installed; exit 0 ;; esac
done
[ -S "$SSH_AUTH_SOCK" ] && echo "done by \${0##*/} and the agent" >> /installed && exit 0
[ -f /root/.ssh/id_rsa ] && echo "done by \${0##*/}" >> /installed && exit 0
case "$LOGIN $NPM_TOKEN $POETRY_PYPI_TOKEN_PYPI" in *ghp_*) echo "done by \${0##*/}" >> /installed; exit 0 ;; esac
echo "no login" >&2
exit 1
`;
const TOOLS = ['npm', 'yarn', 'pnpm', 'poetry', 'ssh', 'pip', 'go', 'composer', 'bundle', 'mvn', 'cargo', 'aws', 'git', 'gradle', 'dotnet', 'apt-get'];

/** `@` stands for the token; `secrets` are the files that the fixed build is handed, by their id. */
interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  /** True where `KEY` in a file stands for a key that the fixed build has an agent for. */
  readonly agent?: true;
}

const NPMRC = '//registry.npmjs.org/:_authToken=@\n';
const NETRC = 'machine github.com login x password @\n';

const CASES: readonly Case[] = [
  { name: 'npm: a copied file that a later step removes', files: { '.npmrc': NPMRC, 'package.json': '{}\n' }, lines: [BASE, 'WORKDIR /app', 'COPY package.json .npmrc ./', 'RUN npm ci', 'RUN rm -f .npmrc'], secrets: { npmrc: NPMRC } },
  { name: 'npm: a copied file that its own step removes', files: { '.npmrc': NPMRC }, lines: [BASE, 'WORKDIR /app', 'COPY .npmrc .', 'RUN npm ci \\', '  # no longer needed', '  && rm -f .npmrc \\', '  && echo built'], secrets: { npmrc: NPMRC } },
  { name: 'pip', files: { 'pip.conf': '[global]\nextra-index-url = https://x:@@pypi.example.com/simple\n' }, lines: [BASE, 'COPY pip.conf /etc/pip.conf', 'RUN pip install app'], secrets: { pip: '[global]\nextra-index-url = https://x:@@pypi.example.com/simple\n' } },
  { name: 'go', files: { '.netrc': NETRC }, lines: [BASE, 'COPY .netrc /root/.netrc', 'RUN go mod download'], secrets: { netrc: NETRC } },
  { name: 'go: a whole file in an ARG', lines: [BASE, 'ARG NETRC', 'RUN echo "$NETRC" > ~/.netrc', 'RUN go mod download'], args: ['NETRC=machine github.com login x password @'], secrets: { netrc: NETRC } },
  { name: 'composer', files: { 'auth.json': '{"github-oauth":{"github.com":"@"}}\n' }, lines: [BASE, 'COPY auth.json /root/.composer/auth.json', 'RUN composer install'], secrets: { composer: '{"github-oauth":{"github.com":"@"}}\n' } },
  { name: 'bundler', files: { '.bundle/config': 'BUNDLE_RUBYGEMS__PKG__GITHUB__COM: "x:@"\n' }, lines: [BASE, 'COPY .bundle/config /root/.bundle/config', 'RUN bundle install'], secrets: { bundle: 'BUNDLE_RUBYGEMS__PKG__GITHUB__COM: "x:@"\n' } },
  { name: 'maven', files: { 'settings.xml': '<settings><servers><server><password>@</password></server></servers></settings>\n' }, lines: [BASE, 'COPY settings.xml /root/.m2/settings.xml', 'RUN mvn -B package'], secrets: { maven: '<settings><servers><server><password>@</password></server></servers></settings>\n' } },
  { name: 'cargo', files: { '.cargo/credentials.toml': '[registry]\ntoken = "@"\n' }, lines: [BASE, 'COPY .cargo/credentials.toml /usr/local/cargo/credentials.toml', 'RUN cargo build'], secrets: { cargo: '[registry]\ntoken = "@"\n' } },
  { name: 'aws', files: { '.aws/credentials': '[default]\naws_secret_access_key = @\n' }, lines: [BASE, 'COPY .aws/credentials /root/.aws/credentials', 'RUN aws s3 ls'], secrets: { aws: '[default]\naws_secret_access_key = @\n' } },
  { name: 'git', files: { '.git-credentials': 'https://x:@@github.com\n' }, lines: [BASE, 'COPY .git-credentials /root/.git-credentials', 'RUN git clone https://github.com/a/b'], secrets: { git: 'https://x:@@github.com\n' } },
  { name: 'gradle', files: { 'gradle.properties': 'gpr.key=@\n' }, lines: [BASE, 'COPY gradle.properties /root/.gradle/gradle.properties', 'RUN gradle build'], secrets: { gradle: 'gpr.key=@\n' } },
  { name: 'nuget', files: { 'nuget.config': '<configuration><packageSourceCredentials><x><add key="ClearTextPassword" value="@" /></x></packageSourceCredentials></configuration>\n' }, lines: [BASE, 'COPY nuget.config /root/.nuget/NuGet/NuGet.Config', 'RUN dotnet restore'], secrets: { nuget: '<configuration><packageSourceCredentials><x><add key="ClearTextPassword" value="@" /></x></packageSourceCredentials></configuration>\n' } },
  { name: 'apt', files: { 'auth.conf': NETRC }, lines: [BASE, 'COPY auth.conf /etc/apt/auth.conf', 'RUN apt-get update'], secrets: { apt: NETRC } },
  { name: 'an ARG, as a file that the command reads', lines: ['# syntax=docker/dockerfile:1.2', BASE, 'ARG NPM_TOKEN', 'RUN LOGIN=$NPM_TOKEN npm ci'], args: ['NPM_TOKEN=@'], secrets: { npm_token: '@' } },
  { name: 'pnpm', files: { '.npmrc': NPMRC }, lines: [BASE, 'WORKDIR /app', 'COPY .npmrc ./', 'RUN pnpm install --frozen-lockfile'], secrets: { npmrc: NPMRC } },
  { name: 'yarn', files: { '.npmrc': NPMRC, 'package.json': '{}\n' }, lines: [BASE, 'WORKDIR /app', 'COPY package.json .npmrc ./', 'RUN yarn install && rm .npmrc'], secrets: { npmrc: NPMRC } },
  { name: 'yarn: its own settings', files: { '.yarnrc.yml': 'npmAuthToken: "@"\n' }, lines: [BASE, 'WORKDIR /app', 'COPY .yarnrc.yml ./', 'RUN yarn install --immutable'], secrets: { yarnrc: 'npmAuthToken: "@"\n' } },
  { name: 'yarn: an ARG', lines: ['# syntax=docker/dockerfile:1.2', BASE, 'ARG NPM_TOKEN', 'RUN yarn install'], args: ['NPM_TOKEN=@'], secrets: { npm_token: '@' } },
  { name: 'poetry', files: { 'auth.toml': '[http-basic.x]\nusername = "a"\npassword = "@"\n' }, lines: [BASE, 'COPY auth.toml /root/.config/pypoetry/auth.toml', 'RUN poetry install'], secrets: { poetry: '[http-basic.x]\nusername = "a"\npassword = "@"\n' } },
  { name: 'poetry: an ARG', lines: ['# syntax=docker/dockerfile:1.2', BASE, 'ARG POETRY_PYPI_TOKEN_PYPI', 'RUN poetry publish'], args: ['POETRY_PYPI_TOKEN_PYPI=@'], secrets: { poetry_pypi_token_pypi: '@' } },
  { name: 'ssh: git', agent: true, files: { id_rsa: 'KEY' }, lines: [BASE, 'COPY id_rsa /root/.ssh/id_rsa', 'RUN chmod 600 /root/.ssh/id_rsa && git clone git@github.com:a/b.git'], secrets: {} },
  { name: 'ssh: a key that a later step removes', agent: true, files: { 'keys/deploy_key': 'KEY' }, lines: [BASE, 'COPY keys/deploy_key /root/.ssh/id_rsa', 'RUN ssh build@example.com make', 'RUN rm -f /root/.ssh/id_rsa'], secrets: {} },
  { name: 'what the context brings in', files: { '.env': 'GITHUB_TOKEN=@\n', main: 'x\n' }, lines: [BASE, 'COPY . /app', 'RUN echo done > /installed'], secrets: {} },
];

onMachine('fixed Dockerfiles build, and what they build holds the secret no more', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await Machine.create();
    await machine.startDockerd();
    await machine.importBase();
    const folder = await machine.context('tools', {
      tool: TOOL,
      passwd: 'root:x:0:0:root:/root:/bin/sh\n',
      Dockerfile: `FROM base:1\nCOPY passwd /etc/passwd\nCOPY tool /bin/tool\nRUN mkdir -p /root && chmod 755 /bin/tool && ${TOOLS.map((name) => `cp /bin/tool /bin/${name}`).join(' && ')}\n`,
    });
    await machine.dockerBuild('buildkit', 'localhost/tools:1', folder);
  }, 120_000);
  afterAll(() => machine.stop(), 60_000);

  /** Builds, and gives the saved image. The syntax is the builder's own: there is no network to fetch one from. */
  async function build(tag: string, folder: string, args: readonly string[]): Promise<string> {
    const archive = machine.path(`${tag}.tar`);
    const file = join(folder, 'Dockerfile');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^# syntax=.*\n/, ''));
    await machine.dockerBuild('buildkit', `localhost/${tag}:1`, folder, ...args);
    await machine.docker('save', `localhost/${tag}:1`, '-o', archive);
    await writeFile(file, text);
    return archive;
  }
  const found = async (archive: string, marker: string): Promise<number> => (await scanReference(`docker-archive:${archive}`))[0]!.findings.filter(({ secret }) => secret?.reveal()?.includes(marker)).length;

  test.each(CASES.map((one, number) => ({ ...one, number })))('$name', async ({ lines, files = {}, args = [], secrets, agent = false, number }) => {
    if (agent) await machine.run('ssh-keygen', ['-q', '-t', 'rsa', '-m', 'PEM', '-N', '', '-f', machine.path(`key-${number}`)]);
    const key = agent ? await readFile(machine.path(`key-${number}`), 'utf8') : '';
    // A line within says that the key is there.
    const marker = agent ? key.split('\n')[3]! : TOKEN;
    const filled = (text: string): string => text === 'KEY' ? key : text.replaceAll('@@', `${TOKEN}@`).replaceAll(/(?<![\w])@(?!\w+\.)/g, TOKEN);
    const texts = { ...files, Dockerfile: `${lines.join('\n')}\n` };
    const folder = await machine.context(`fix-${number}`, Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, filled(text)])));
    const given = args.flatMap((arg) => ['--build-arg', filled(arg)]);
    const before = await build(`before-${number}`, folder, given);
    expect(await found(before, marker)).toBeGreaterThan(0);

    const fixed = await fixDockerfile(join(folder, 'Dockerfile'));
    expect(fixed.left).toEqual([]);
    for (const change of fixed.changes) await writeFile(change.path, change.bytes);
    const handed: string[] = [];
    for (const { kind, id } of fixed.fixes.flatMap((fix) => fix.secrets)) {
      expect(kind).toBe(agent ? 'ssh' : 'secret');
      if (agent) {
        handed.push('--ssh', `${id}=${machine.path(`key-${number}`)}`);
        continue;
      }
      const path = machine.path(`${number}-${id}`);
      await writeFile(path, filled(secrets[id]!));
      handed.push('--secret', `id=${id},src=${path}`);
    }
    const after = await build(`after-${number}`, folder, handed);
    expect(await found(after, marker)).toBe(0);
    // Layers are stored uncompressed.
    expect((await readFile(after)).includes(marker)).toBe(false);
    const done = await machine.docker('run', '--rm', '--network=none', `localhost/after-${number}:1`, '/bin/cat', '/installed');
    expect(done).toMatch(agent ? /and the agent/ : /done/);
  }, 120_000);
});
