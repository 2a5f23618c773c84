import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { lintDockerfile, lintText, scanReference, type Finding, type Sink } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { Machine, missing } from './machine.js';

const reason = missing('docker', 'dockerd', 'busybox', 'buildah', 'podman');
const onMachine = reason ? describe.skip : describe;

/** A token that the scanner knows wherever it lies; every case has its own, so that none is found for another. */
const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', 9_000 + seed);

type Builder = 'classic' | 'buildkit' | 'buildah';

/** `@` in a line or a file stands for the token; it is also the build argument API_TOKEN and the secret `k`. */
interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** What is linted in place of the lines: the same by heredocs, which no builder here knows. */
  readonly linted?: readonly string[];
  /** What lint says of all lines together; `layer`, `config` and `history` are what an image can show. */
  readonly sinks: readonly Sink[];
  /** The classic builder knows no mounts. */
  readonly builders?: readonly Builder[];
}

const ALL: readonly Builder[] = ['classic', 'buildkit', 'buildah'];
const MOUNTS: readonly Builder[] = ['buildkit', 'buildah'];
const BASE = 'FROM localhost/base:1';
const FILE = { '.npmrc': '//registry.npmjs.org/:_authToken=@\n' };

const CASES: readonly Case[] = [
  { name: 'ARG that nothing uses', lines: [BASE, 'ARG API_TOKEN'], sinks: ['provenance'] },
  { name: 'ARG in front of a RUN', lines: [BASE, 'ARG API_TOKEN', 'RUN true'], sinks: ['history', 'provenance'] },
  { name: 'ARG written into a file', lines: [BASE, 'ARG API_TOKEN', 'RUN mkdir /a && echo "token=$API_TOKEN" > /a/conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'ARG written into a file and removed in the same RUN', lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /conf && rm /conf'], sinks: ['history', 'provenance'] },
  { name: 'ARG written into a file and removed later', lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /conf', 'RUN rm /conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'ARG with a default', lines: [BASE, 'ARG API_TOKEN=@'], sinks: ['history', 'provenance'] },
  { name: 'ARG of a stage that is left behind', lines: [`${BASE} AS build`, 'ARG API_TOKEN', 'RUN mkdir /a && echo "token=$API_TOKEN" > /a/conf', BASE, 'RUN true'], sinks: ['cache', 'provenance'] },
  { name: 'ARG of a stage whose file is taken', lines: [`${BASE} AS build`, 'ARG API_TOKEN', 'RUN mkdir /a && echo "token=$API_TOKEN" > /a/conf', BASE, 'COPY --from=build /a /b'], sinks: ['cache', 'layer', 'provenance'] },
  { name: 'ARG of a stage whose other folder is taken', lines: [`${BASE} AS build`, 'ARG API_TOKEN', 'RUN mkdir /a /d && echo "token=$API_TOKEN" > /a/conf', BASE, 'COPY --from=build /d /b'], sinks: ['cache', 'provenance'] },
  { name: 'ARG above all stages', lines: ['ARG API_TOKEN', `${BASE} AS build`, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /conf', BASE, 'COPY --from=build /conf /'], sinks: ['cache', 'layer', 'provenance'] },
  { name: 'ARG of a stage that the last one is built on', lines: [`${BASE} AS build`, 'ARG API_TOKEN', 'RUN true', 'FROM build', 'RUN true'], sinks: ['history', 'provenance'] },
  { name: 'ENV', lines: [BASE, 'ENV API_TOKEN=@'], sinks: ['config', 'history'] },
  { name: 'ENV of an ARG', lines: [BASE, 'ARG API_TOKEN', 'ENV TOK=$API_TOKEN'], sinks: ['config', 'history', 'provenance'] },
  { name: 'ENV of a stage that is left behind', lines: [`${BASE} AS build`, 'ENV API_TOKEN=@', 'RUN true > /x', BASE, 'COPY --from=build /x /x'], sinks: ['cache'] },
  { name: 'ENV of a stage that writes it where it is taken', lines: [`${BASE} AS build`, 'ENV API_TOKEN=@', 'RUN echo "token=$API_TOKEN" > /x', BASE, 'COPY --from=build /x /x'], sinks: ['cache', 'layer'] },
  { name: 'COPY of a login file', files: FILE, lines: [BASE, 'COPY .npmrc /root/'], sinks: ['layer'] },
  { name: 'COPY and a later rm', files: FILE, lines: [BASE, 'COPY .npmrc /root/', 'RUN rm /root/.npmrc'], sinks: ['layer'] },
  { name: 'COPY into a stage whose folder is taken', files: FILE, lines: [`${BASE} AS build`, 'WORKDIR /app', 'COPY .npmrc ./', BASE, 'COPY --from=build /app .'], sinks: ['cache', 'layer'] },
  { name: 'COPY into a stage whose other folder is taken', files: { ...FILE, 'dist/x': 'x' }, lines: [`${BASE} AS build`, 'WORKDIR /app', 'COPY .npmrc ./', 'COPY dist dist', BASE, 'COPY --from=build /app/dist .'], sinks: ['cache'] },
  { name: 'COPY into a stage, removed before it is taken', files: { ...FILE, x: 'x' }, lines: [`${BASE} AS build`, 'COPY .npmrc x /app/', 'RUN rm /app/.npmrc', BASE, 'COPY --from=build /app /app'], sinks: ['cache'] },
  { name: 'COPY into a stage, moved, then taken', files: FILE, lines: [`${BASE} AS build`, 'COPY .npmrc /app/', 'RUN mkdir /d && mv /app/.npmrc /d/rc', BASE, 'COPY --from=build /d /d'], sinks: ['cache', 'layer'] },
  { name: 'COPY by wildcard out of a stage', files: FILE, lines: [`${BASE} AS build`, 'COPY .npmrc /app/', BASE, 'COPY --from=build /app/.np* /d/'], sinks: ['cache', 'layer'] },
  { name: 'COPY over two stages', files: FILE, lines: [`${BASE} AS one`, 'COPY .npmrc /a/', `${BASE} AS two`, 'COPY --from=one /a /b', BASE, 'COPY --from=1 /b /c'], sinks: ['cache', 'layer'] },
  { name: 'COPY of all, with what no ignore file leaves out', files: { 'conf/prod.ini': 'token=@\n' }, lines: [BASE, 'COPY . /srv'], sinks: ['layer'] },
  { name: 'COPY of all, ignored', files: { 'conf/prod.ini': 'token=@\n', '.dockerignore': '*\n!Dockerfile\n' }, lines: [BASE, 'COPY . /srv'], sinks: [] },
  { name: 'COPY of all into a stage that is taken', files: { 'conf/prod.ini': 'token=@\n' }, lines: [`${BASE} AS build`, 'COPY . /srv', BASE, 'COPY --from=build /srv/conf /conf'], sinks: ['cache', 'layer'] },
  { name: 'COPY of all into a stage that is taken elsewhere', files: { 'conf/prod.ini': 'token=@\n', 'dist/x': 'x' }, lines: [`${BASE} AS build`, 'COPY . /srv', BASE, 'COPY --from=build /srv/dist /d'], sinks: ['cache'] },
  { name: 'a literal in RUN', lines: [BASE, 'RUN API_TOKEN=@ true'], sinks: ['history'] },
  { name: 'a literal that RUN writes', lines: [BASE, 'RUN echo "API_TOKEN=@" > /conf'], sinks: ['history', 'layer'] },
  { name: 'a literal in the RUN of a stage that is left behind', lines: [`${BASE} AS build`, 'RUN API_TOKEN=@ true > /x', BASE, 'COPY --from=build /x /x'], sinks: ['cache'] },
  { name: 'a literal that the RUN of a stage leaves where it is taken', lines: [`${BASE} AS build`, 'RUN echo "value @" > /x', BASE, 'COPY --from=build /x /x'], sinks: ['cache', 'layer'] },
  { name: 'a heredoc of RUN that writes an ARG', linted: [BASE, 'ARG API_TOKEN', 'RUN <<EOF', 'mkdir /a', 'echo "token=$API_TOKEN" > /a/conf', 'EOF'], lines: [BASE, 'ARG API_TOKEN', 'RUN mkdir /a && echo "token=$API_TOKEN" > /a/conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'a heredoc of RUN that removes what it wrote', linted: [BASE, 'ARG API_TOKEN', 'RUN <<EOF', 'echo "token=$API_TOKEN" > /conf', 'rm /conf', 'EOF'], lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /conf && rm /conf'], sinks: ['history', 'provenance'] },
  { name: 'a heredoc of RUN that copies a secret mount', builders: MOUNTS, linted: [BASE, 'RUN --mount=type=secret,id=k <<EOF', 'cp /run/secrets/k /conf', 'EOF'], lines: [BASE, 'RUN --mount=type=secret,id=k cp /run/secrets/k /conf'], sinks: ['layer'] },
  { name: 'a heredoc that a command reads', linted: [BASE, 'ARG API_TOKEN', 'RUN cat <<EOF > /conf', 'token=$API_TOKEN', 'EOF'], lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'a heredoc of COPY', files: { conf: 'token=@\n' }, linted: [BASE, 'COPY <<EOF /conf', 'token=@', 'EOF'], lines: [BASE, 'COPY conf /conf'], sinks: ['layer'] },
  { name: 'a heredoc of COPY that takes an ARG', files: { conf: 'token=@\n' }, linted: [BASE, 'ARG API_TOKEN', 'COPY <<EOF /conf', 'token=$API_TOKEN', 'EOF'], lines: [BASE, 'ARG API_TOKEN', 'COPY conf /conf'], sinks: ['layer', 'provenance'] },
  { name: 'a heredoc of COPY that takes nothing', files: { conf: 'token=$API_TOKEN\n' }, linted: [BASE, 'ARG API_TOKEN', "COPY <<'EOF' /conf", 'token=$API_TOKEN', 'EOF'], lines: [BASE, 'ARG API_TOKEN', 'COPY conf /conf'], sinks: ['provenance'] },
  { name: 'LABEL', lines: [BASE, 'LABEL com.example.token=@'], sinks: ['config', 'history'] },
  { name: 'CMD', lines: [BASE, 'CMD ["/bin/true", "--token=@"]'], sinks: ['config', 'history'] },
  { name: 'a comment', lines: [BASE, '# API_TOKEN=@', 'RUN true'], sinks: [] },
  { name: 'a secret mount that is only read', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cat /run/secrets/k > /dev/null'], sinks: [] },
  { name: 'a secret mount written into a file', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cat /run/secrets/k > /conf'], sinks: ['layer'] },
  { name: 'a secret mount copied and removed', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cp /run/secrets/k /conf && true && rm /conf'], sinks: [] },
  { name: 'a secret mount shown', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cat /run/secrets/k'], sinks: ['log'] },
  { name: 'a secret mount traced', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k set -x; T=$(cat /run/secrets/k); test -n "$T"'], sinks: ['log'] },
  { name: 'a secret mount, into another stage', builders: MOUNTS, lines: [`${BASE} AS build`, 'RUN --mount=type=secret,id=k mkdir /a && cp /run/secrets/k /a/key', BASE, 'COPY --from=build /a /a'], sinks: ['cache', 'layer'] },
  { name: 'a secret mount, into a stage that is left behind', builders: MOUNTS, lines: [`${BASE} AS build`, 'RUN --mount=type=secret,id=k cp /run/secrets/k /key && true > /x', BASE, 'COPY --from=build /x /x'], sinks: ['cache'] },
  { name: 'a secret mount through a pipe', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cat /run/secrets/k | cat | cat > /conf'], sinks: ['layer'] },
  { name: 'a secret mount read into a variable', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k read T < /run/secrets/k; echo "t $T" > /conf'], sinks: ['layer'] },
  { name: 'a secret mount copied on, its first copy removed', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cat /run/secrets/k > /k && cp /k /conf && rm /k'], sinks: ['layer'] },
  { name: 'a secret mount in a folder that is moved', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k mkdir /a && cat /run/secrets/k > /a/k && mv /a /b'], sinks: ['layer'] },
  { name: 'the folder of a secret mount', builders: MOUNTS, lines: [BASE, 'RUN --mount=type=secret,id=k cp -r /run/secrets /s'], sinks: ['layer'] },
  { name: 'ARG through a pipe into a file', lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" | cat | cat > /conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'ARG written into a file that is moved', lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /t && mv /t /conf'], sinks: ['history', 'layer', 'provenance'] },
  { name: 'ARG written into a file that is copied, both removed', lines: [BASE, 'ARG API_TOKEN', 'RUN echo "token=$API_TOKEN" > /t && cp /t /conf && rm /t /conf'], sinks: ['history', 'provenance'] },
  { name: 'COPY, then renamed', files: FILE, lines: [BASE, 'COPY .npmrc /a/', 'RUN mv /a/.npmrc /a/rc'], sinks: ['layer'] },
  { name: 'ENV of a stage that the last one is built on', lines: [`${BASE} AS one`, 'ENV API_TOKEN=@', 'FROM one', 'RUN true'], sinks: ['config', 'history'] },
  { name: 'a stage that is mounted and copied from', builders: MOUNTS, files: FILE, lines: [`${BASE} AS build`, 'COPY .npmrc /app/', BASE, 'RUN --mount=type=bind,from=build,source=/app,target=/m cp -r /m /srv'], sinks: ['cache', 'layer'] },
];

/** Builds that run side by side: most of their time is spent waiting for one another's processes to start. */
const SIDE_BY_SIDE = availableParallelism() + 1;

onMachine('lint against the images that builders make', () => {
  let machine: Machine;
  /** By number and builder; all of them are on their way when the first test begins. */
  const archives = new Map<string, Promise<string>>();

  beforeAll(async () => {
    machine = await Machine.create();
    await machine.startDockerd();
    await machine.importBase();
    await machine.docker('tag', 'base:1', 'localhost/base:1');
    await machine.run('sh', ['-c', 'c=$(buildah from scratch); buildah copy -q "$c" busybox /; buildah config --cmd /bin/sh --env PATH=/bin "$c"; buildah commit -q "$c" localhost/base:1; buildah rm "$c"']);
    await startBuilds();
  }, 180_000);

  afterAll(async () => {
    await Promise.allSettled(archives.values());
    await machine?.stop();
  }, 60_000);

  async function startBuilds(): Promise<void> {
    let lanes = Array.from({ length: SIDE_BY_SIDE }, () => Promise.resolve<unknown>(null));
    for (const [number, { lines, files = {}, builders = ALL }] of CASES.entries()) {
      const texts = { ...files, Dockerfile: `${lines.join('\n')}\n` };
      const folder = await machine.context(`truth-${number}`, Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('@', token(number))])));
      for (const builder of builders) {
        const [lane, ...others] = lanes;
        const archive = lane!.then(() => build(builder, folder, token(number), number));
        archives.set(`${number} ${builder}`, archive);
        lanes = [...others, archive.catch(() => null)];
      }
    }
  }

  /** Builds a case, and gives the archive that it is saved to. */
  async function build(builder: Builder, folder: string, value: string, number: number): Promise<string> {
    const archive = machine.path(`truth-${number}-${builder}.tar`);
    const tag = `localhost/truth-${number}:${builder}`;
    const secret = join(machine.folder, `truth-${number}.secret`);
    await machine.run('sh', ['-c', 'printf %s "$0" > "$1"', value, secret]);
    const args = ['--build-arg', `API_TOKEN=${value}`];
    if (builder === 'buildah') {
      await machine.buildah('build', '-q', '--layers', '--isolation', 'chroot', '--pull-never', ...args, '--secret', `id=k,src=${secret}`, '-t', tag, folder);
      await machine.podman('save', '-q', '--format', 'docker-archive', '-o', archive, tag);
    } else {
      await machine.dockerBuild(builder, tag, folder, ...args, ...(builder === 'buildkit' ? ['--secret', `id=k,src=${secret}`] : []));
      await machine.docker('save', tag, '-o', archive);
    }
    return archive;
  }

  describe.each(CASES.map((one, number) => ({ ...one, number })))('$name', ({ sinks, linted, builders = ALL, number }) => {
    const value = token(number);
    let announced: ReadonlySet<Sink>;

    beforeAll(async () => {
      const folder = machine.path('contexts', `truth-${number}`);
      const { findings } = linted ? await lintText(`${linted.join('\n')}\n`.replaceAll('@', value), 'Dockerfile', { contextDirectory: folder }) : await lintDockerfile(join(folder, 'Dockerfile'));
      announced = new Set(findings.flatMap(({ exposure }) => (exposure.state === 'build' ? exposure.sinks : [])));
    });

    test('lint says where it ends up', () => {
      expect([...announced].sort()).toEqual([...sinks].sort());
    });

    test.each(builders)('%s', async (builder) => {
      const archive = await archives.get(`${number} ${builder}`)!;
      const [report] = await scanReference(`docker-archive:${archive}`);
      expect(report!.notices).toEqual([]);
      const found = new Set(report!.findings.filter(({ secret }) => secret?.reveal() === value).map(sinkOf));
      const inImage = [...announced].filter((sink) => sink === 'layer' || sink === 'history' || sink === 'config');
      // Every secret that the image holds was announced, with its place …
      expect([...found].filter((sink) => !announced.has(sink))).toEqual([]);
      // … what was called the builder's own is nowhere in its bytes, which are stored uncompressed …
      if (inImage.length === 0) expect((await readFile(archive)).includes(value)).toBe(false);
      // … and what was announced for BuildKit, whose ways lint knows best, is there.
      if (builder === 'buildkit') expect([...found].sort()).toEqual(inImage.sort());
    }, 300_000);
  });
});

function sinkOf({ location }: Finding): Sink {
  if (location.kind === 'layer') return 'layer';
  // The classic builder keeps the text of the last step beside the history, in `container_config`.
  return location.kind === 'history' || ('pointer' in location && location.pointer.startsWith('/container_config/Cmd')) ? 'history' : 'config';
}
