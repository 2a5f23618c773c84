import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openImage, scanReference, type Finding, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { Machine, missing } from './machine.js';

const reason = missing('docker', 'dockerd', 'busybox', 'buildah', 'podman', 'skopeo');
const onMachine = reason ? describe.skip : describe;

const token = (seed: number): string => expandTemplate("ghp_{base62:30}{crc32:github}", seed);
const secrets = {
  arg: token(1),
  env: expandTemplate('{pass:18}', 2),
  deleted: token(3),
  overwritten: token(4),
  present: token(5),
  stageOnly: token(6),
  opaque: token(7),
  label: token(8),
};

const DOCKERFILE = `FROM base:1 AS build
COPY stage-only.env /build/.env
RUN cat /build/.env > /build/out && echo built > /built.txt

FROM base:1
ARG API_KEY
ENV DB_PASSWORD=${secrets.env}
LABEL com.example.token=${secrets.label}
COPY app/ /app/
COPY dir/ /dir/
COPY --from=build /built.txt /app/built.txt
RUN echo "using $API_KEY" > /dev/null; echo x > /x
RUN rm /app/deleted.env
COPY clean.env /app/overwritten.env
RUN rm -rf /dir && mkdir /dir && echo fresh > /dir/fresh
CMD ["/bin/sh"]
`;

/** What must be said of the image, whatever built it and whatever door it came through. */
const EXPECTED = [
  ['arg', 'metadata', null],
  ['env', 'metadata', null],
  ['label', 'metadata', null],
  ['present', 'present', 'app/present.env'],
  ['deleted', 'recoverable', 'app/deleted.env'],
  ['overwritten', 'recoverable', 'app/overwritten.env'],
  ['opaque', 'recoverable', 'dir/old.env'],
] as const;

onMachine('images that real builders made', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await Machine.create();
    await machine.startDockerd();
    await machine.importBase();
    const context = await machine.context('leaky', {
      Dockerfile: DOCKERFILE,
      'stage-only.env': `GITHUB_TOKEN=${secrets.stageOnly}\n`,
      'app/present.env': `A=1\nGITHUB_TOKEN=${secrets.present}\n`,
      'app/deleted.env': `GITHUB_TOKEN=${secrets.deleted}\n`,
      'app/overwritten.env': `GITHUB_TOKEN=${secrets.overwritten}\n`,
      'clean.env': 'A=1\n',
      'dir/old.env': `GITHUB_TOKEN=${secrets.opaque}\n`,
    });
    await machine.dockerBuild('classic', 'leaky:classic', context, '--build-arg', `API_KEY=${secrets.arg}`);
    await machine.dockerBuild('buildkit', 'leaky:buildkit', context, '--build-arg', `API_KEY=${secrets.arg}`);

    await machine.run('sh', ['-c', 'c=$(buildah from scratch); buildah copy -q "$c" busybox /; buildah config --cmd /bin/sh --env PATH=/bin "$c"; buildah commit -q "$c" localhost/base:1; buildah rm "$c"']);
    await machine.buildah('build', '-q', '--layers', '--isolation', 'chroot', '--build-arg', `API_KEY=${secrets.arg}`, '-t', 'localhost/leaky:buildah', context);
  }, 180_000);

  afterAll(async () => {
    await machine?.stop();
  }, 60_000);

  const withEnvironment = async <T>(env: Record<string, string>, work: () => Promise<T>): Promise<T> => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    try {
      return await work();
    } finally {
      process.env = before;
    }
  };
  const scanOne = async (reference: string, env: Record<string, string> = {}): Promise<Report> => {
    const reports = await withEnvironment(env, () => scanReference(reference));
    expect(reports).toHaveLength(1);
    return reports[0]!;
  };

  describe.each(['classic', 'buildkit'] as const)('%s', (builder) => {
    const tag = `leaky:${builder}`;
    let saved: string;
    let reports: Record<string, Report>;

    beforeAll(async () => {
      saved = machine.path(`${builder}.tar`);
      await machine.docker('save', tag, '-o', saved);
      await machine.skopeo('copy', '-q', `docker-archive:${saved}`, `oci:${machine.path(`${builder}-oci`)}:a`);
      await machine.skopeo('copy', '-q', `docker-archive:${saved}`, `oci-archive:${machine.path(`${builder}-oci.tar`)}:a`);
      await machine.skopeo('copy', '-q', '--dest-compress', '--dest-compress-format', 'zstd', `oci:${machine.path(`${builder}-oci`)}:a`, `oci:${machine.path(`${builder}-zstd`)}:a`);
      reports = {
        archive: await scanOne(`docker-archive:${saved}`),
        byLooking: await scanOne(saved),
        daemon: await scanOne(`docker-daemon:${tag}`, { DOCKER_HOST: machine.dockerHost }),
        stdin: (await scanReference('-', { stdin: createReadStream(saved) }))[0]!,
        oci: await scanOne(`oci:${machine.path(`${builder}-oci`)}`),
        ociArchive: await scanOne(`oci-archive:${machine.path(`${builder}-oci.tar`)}`),
        zstd: await scanOne(`oci:${machine.path(`${builder}-zstd`)}`),
      };
    }, 120_000);

    test('is complete by every door', () => {
      for (const [door, report] of Object.entries(reports)) expect([door, report.notices]).toEqual([door, []]);
    });

    test('says of each secret what is true of it', () => expectPlants(reports['archive']!));

    test('keeps silent about what only a build stage held', () => {
      expect(valuesOf(reports['archive']!)).not.toContain(secrets.stageOnly);
    });

    test.each(['byLooking', 'daemon', 'stdin'])('gives by %s what the archive gives', (door) => {
      expect(comparable(reports[door]!)).toEqual(comparable(reports['archive']!));
    });

    test.each(['oci', 'ociArchive', 'zstd'])('gives by %s what the archive gives, but for what the conversion drops', (door) => {
      const kept = comparable(reports['archive']!).filter(({ place }) => !place.startsWith('/container_config/'));
      expect(comparable(reports[door]!)).toEqual(kept);
    });

    test('ties each layer to the instruction that made it', () => {
      const deleted = reports['archive']!.findings.find((finding) => finding.secret?.reveal() === secrets.deleted);
      const location = deleted?.location;
      expect(location?.kind === 'layer' && location.layer.createdBy).toMatch(/^COPY .*app/);
    });

    test('names the build argument', () => {
      const finding = reports['archive']!.findings.find(({ location, secret }) => location.kind === 'history' && secret?.reveal() === secrets.arg);
      expect(finding?.location.kind === 'history' && finding.location.instruction).toContain('using $API_KEY');
    });
  });

  describe('buildah', () => {
    test.each([
      ['docker-archive', 'docker-archive'],
      ['oci-archive', 'oci-archive'],
    ])('podman save --format %s', async (format, transport) => {
      const path = machine.path(`buildah-${format}.tar`);
      await machine.podman('save', '-q', '--format', format, '-o', path, 'localhost/leaky:buildah');
      const report = await scanOne(`${transport}:${path}`);
      expect(report.notices).toEqual([]);
      expectPlants(report);
      expect(valuesOf(report)).not.toContain(secrets.stageOnly);
    }, 60_000);

    test('the socket of Podman', async () => {
      await machine.startPodman();
      const report = await scanOne('docker-daemon:localhost/leaky:buildah', { DOCKER_HOST: machine.podmanHost });
      expect(report.notices).toEqual([]);
      expectPlants(report);
      expect(comparable(report)).toEqual(comparable(await scanOne(`docker-archive:${machine.path('buildah-docker-archive.tar')}`)));
    }, 60_000);

    test('several images of Podman in one stream', async () => {
      const reports = await withEnvironment({ DOCKER_HOST: machine.podmanHost }, () => scanReference('docker-daemon:localhost/leaky:buildah,localhost/base:1'));
      expect(reports.map(({ target }) => target.reference)).toEqual(expect.arrayContaining(['docker-daemon:localhost/leaky:buildah', 'docker-daemon:localhost/base:1']));
      expectPlants(reports.find(({ target }) => target.reference.includes('leaky'))!);
    }, 60_000);
  });

  describe('the daemon of Docker', () => {
    test('several images in one stream give what each gives by itself', async () => {
      const single = [await scanOne('docker-daemon:leaky:classic', { DOCKER_HOST: machine.dockerHost }), await scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: machine.dockerHost })];
      const both = await withEnvironment({ DOCKER_HOST: machine.dockerHost }, () => scanReference('docker-daemon:leaky:classic,leaky:buildkit'));
      expect(both.map(({ target }) => target.reference)).toEqual(['docker-daemon:leaky:classic', 'docker-daemon:leaky:buildkit']);
      expect(both.map(comparable)).toEqual(single.map(comparable));
    }, 60_000);

    test('by a context', async () => {
      await machine.docker('context', 'create', 'own', '--docker', `host=${machine.dockerHost}`);
      const env = { DOCKER_HOST: '', DOCKER_CONFIG: machine.path('docker-config'), DOCKER_CONTEXT: 'own' };
      expect(comparable(await scanOne('docker-daemon:leaky:buildkit', env))).toEqual(comparable(await scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: machine.dockerHost })));
      await expect(scanOne('docker-daemon:leaky:buildkit', { ...env, DOCKER_CONTEXT: 'gone', CONTAINER_HOST: 'unix:///nowhere' })).rejects.toMatchObject({ code: 'daemon-unreachable', message: expect.stringContaining('no such context') });
    }, 60_000);

    test('through `docker system dial-stdio`, as ssh would', async () => {
      await mkdir(machine.path('bin'));
      await writeFile(machine.path('bin/ssh'), `#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\nDOCKER_HOST=${machine.dockerHost} exec /usr/bin/"$@"\n`, { mode: 0o755 });
      const env = { DOCKER_HOST: 'ssh://somebody@far.example', PATH: `${machine.path('bin')}:${process.env['PATH']}` };
      expect(comparable(await scanOne('docker-daemon:leaky:buildkit', env))).toEqual(comparable(await scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: machine.dockerHost })));
    }, 60_000);

    test('behind TLS, with the material of DOCKER_CERT_PATH and of a context', async () => {
      await machine.makeCertificate('engine');
      const port = await machine.startTlsFront('engine');
      await mkdir(machine.path('certs'));
      for (const [from, to] of [['engine-ca.crt', 'ca.pem'], ['engine.crt', 'cert.pem'], ['engine.key', 'key.pem']] as const) await copyFile(machine.path(from), machine.path('certs', to));
      const expected = comparable(await scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: machine.dockerHost }));
      const host = `tcp://127.0.0.1:${port}`;
      expect(comparable(await scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: machine.path('certs') }))).toEqual(expected);
      const files = ['ca', 'cert', 'key'].map((name) => `${name}=${machine.path('certs', `${name}.pem`)}`).join(',');
      await machine.docker('context', 'create', 'tls', '--docker', `host=${host},${files}`);
      const context = { DOCKER_HOST: '', DOCKER_CONFIG: machine.path('docker-config'), DOCKER_CONTEXT: 'tls' };
      expect(comparable(await scanOne('docker-daemon:leaky:buildkit', context))).toEqual(expected);
      await expect(scanOne('docker-daemon:leaky:buildkit', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nowhere' })).rejects.toMatchObject({ code: 'daemon-unreachable' });
    }, 60_000);
  });

  test('an image that carries its build cache is read whole', async () => {
    const context = await machine.context('inline', { Dockerfile: `FROM base:1\nARG API_KEY\nRUN echo x > /y\n` });
    await machine.dockerBuild('buildkit', 'inline:1', context, '--build-arg', `API_KEY=${secrets.arg}`, '--build-arg', 'BUILDKIT_INLINE_CACHE=1');
    const report = await scanOne('docker-daemon:inline:1', { DOCKER_HOST: machine.dockerHost });
    const { config } = await withEnvironment({ DOCKER_HOST: machine.dockerHost }, () => openImage('docker-daemon:inline:1'));
    expect(Object.keys(config!.value as object)).toContain('moby.buildkit.cache.v0');
    expect(report.notices).toEqual([]);
    expect(valuesOf(report)).toContain(secrets.arg);
  }, 60_000);

  test('an image that is not there: every door says why', async () => {
    await expect(scanOne('docker-daemon:nobody/nothing:1', { DOCKER_HOST: machine.dockerHost })).rejects.toMatchObject({ code: 'not-found' });
  });
});

const debianReason = missing('mmdebstrap');
(debianReason ? describe.skip : describe)('a Debian root file system', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create();
    await machine.run('mmdebstrap', ['--quiet', '--variant=essential', '--include=ca-certificates,openssl,perl', 'bookworm', machine.path('debian.tar')]);
  }, 300_000);
  afterAll(() => machine?.stop());

  test('is read to its end, and holds nothing worth more than `info`', async () => {
    const [report] = await scanReference('-', { stdin: createReadStream(join(machine.folder, 'debian.tar')) });
    expect(report!.notices).toEqual([]);
    expect(report!.statistics.files).toBeGreaterThan(3000);
    expect(report!.findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, location, severity }) => ({ ruleId, location, severity }))).toEqual([]);
  }, 120_000);
});

function expectPlants(report: Report): void {
  for (const [name, state, path] of EXPECTED) {
    const found = report.findings.filter(({ secret }) => secret?.reveal() === secrets[name]);
    const states = found.map(({ exposure, location }) => [exposure.state, location.kind === 'layer' ? location.path : null]);
    expect([name, states]).toEqual([name, expect.arrayContaining([[state, path]])]);
  }
}

function valuesOf(report: Report): string[] {
  return report.findings.map(({ secret }) => secret?.reveal() ?? '');
}

function comparable(report: Report): { rule: string; state: string; hiddenByLayer: number | null; place: string; value: string; region: Finding['location']['region'] }[] {
  return report.findings
    .map(({ ruleId, exposure, location, secret }) => ({
      rule: ruleId,
      state: exposure.state,
      hiddenByLayer: exposure.state === 'recoverable' ? exposure.hiddenByLayer : null,
      place: 'pointer' in location ? location.pointer : location.path,
      value: secret?.reveal() ?? '',
      region: location.region,
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
