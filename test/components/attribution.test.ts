import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatReport, scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { Machine, missing } from './machine.js';

const reason = missing('docker', 'dockerd', 'busybox', 'buildah', 'podman', 'skopeo');
const onMachine = reason ? describe.skip : describe;

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', seed);
const secrets = { stage: token(11), arg: token(12), env: token(13), label: token(14), copied: token(15), made: token(16), script: token(17), base: token(18) };

const DOCKERFILE = `ARG BASE=base:1
FROM \${BASE} AS tools
COPY tools.env /tools.env
RUN cat /tools.env > /tools.out

FROM \${BASE} AS common
ARG API_KEY
ENV MODE=production \\
    GITHUB_TOKEN=${secrets.env}

FROM common
ARG DIR=app
ARG API_KEY
LABEL com.example.token="${secrets.label}"
WORKDIR /srv
COPY copied.env \${DIR}/
RUN echo "using $API_KEY" > /dev/null && \\
    # a comment within
    echo "GITHUB_TOKEN=${secrets.made}" > made.env
RUN ["/bin/sh", "-c", "echo exec > /exec"]
COPY --from=tools /tools.out /tools.out
CMD ["/bin/sh"]
`;

/** The line of each secret; `made` is in the file and in the history, and stands in the second line of its RUN. */
const LINES = { env: [9], label: [14], copied: [16], made: [19], arg: [17], stage: [21] } as const;

onMachine('findings of built images name the line of the Dockerfile', () => {
  let machine: Machine;
  let dockerfile: string;
  const archives: Record<string, string> = {};

  beforeAll(async () => {
    machine = await Machine.create();
    await machine.startDockerd();
    await machine.importBase();
    const files = { Dockerfile: DOCKERFILE, 'tools.env': `GITHUB_TOKEN=${secrets.stage}\n`, 'copied.env': `GITHUB_TOKEN=${secrets.copied}\n` };
    const context = await machine.context('lines', files);
    dockerfile = `${context}/Dockerfile`;
    for (const builder of ['classic', 'buildkit'] as const) {
      await machine.dockerBuild(builder, `lines:${builder}`, context, '--build-arg', `API_KEY=${secrets.arg}`, '--label', 'by=command');
      archives[builder] = `docker-archive:${machine.path(`${builder}.tar`)}`;
      await machine.docker('save', `lines:${builder}`, '-o', machine.path(`${builder}.tar`));
    }
    await machine.run('sh', ['-c', 'c=$(buildah from scratch); buildah copy -q "$c" busybox /; buildah config --cmd /bin/sh --env PATH=/bin "$c"; buildah commit -q "$c" localhost/base:1; buildah rm "$c"']);
    for (const [name, flag] of [['buildah', '--layers'], ['merged', '--layers=false']] as const) {
      await machine.buildah('build', '-q', flag, '--isolation', 'chroot', '--build-arg', 'BASE=localhost/base:1', '--build-arg', `API_KEY=${secrets.arg}`, '-t', `localhost/lines:${name}`, context);
      archives[name] = `oci-archive:${machine.path(`${name}.tar`)}`;
      await machine.podman('save', '-q', '--format', 'oci-archive', '-o', machine.path(`${name}.tar`), `localhost/lines:${name}`);
    }
  }, 240_000);
  afterAll(() => machine?.stop(), 60_000);

  const scan = async (name: string): Promise<readonly Report[]> => scanReference(archives[name]!, { dockerfile });
  const linesIn = (report: Report, secret: keyof typeof secrets, kinds: readonly string[] = ['layer', 'history', 'config']) => {
    const found = report.findings.filter(({ secret: value, location }) => value?.reveal() === secrets[secret] && kinds.includes(location.kind));
    // The classic builder's second copy of the config says what its last step was, no line.
    const placed = found.filter(({ location }) => !('pointer' in location && location.pointer.startsWith('/container_config')));
    return [...new Set(placed.map(({ location }) => ('dockerfile' in location ? (location.dockerfile?.line ?? null) : null)))];
  };

  test.each(['classic', 'buildkit', 'buildah'])('%s', async (builder) => {
    const [report] = await scan(builder);
    expect(report!.remarks!.at(-1)).toBe(`The history fits \`${dockerfile}\`.`);
    const lines = Object.keys(LINES).map((name) => [name, linesIn(report!, name as keyof typeof LINES)]);
    expect(lines).toEqual(Object.entries(LINES).map(([name, expected]) => [name, name === 'arg' ? expect.arrayContaining([17]) : expected]));
    expect(formatReport(report!)).toContain(`${dockerfile}:16`);
    const sarif = JSON.parse(formatReport(report!, { format: 'sarif' }));
    const places = sarif.runs[0].results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }; logicalLocations?: unknown[] }[] }) => result.locations[0]);
    expect(places).toContainEqual(expect.objectContaining({ physicalLocation: { artifactLocation: { uri: `file://${dockerfile}` }, region: { startLine: 16 } }, logicalLocations: [expect.objectContaining({ kind: 'resource' }), expect.objectContaining({ kind: 'value', name: 'GITHUB_TOKEN' })] }));
  }, 60_000);

  test('what buildah put into one layer has lines in its history only', async () => {
    const [report] = await scan('merged');
    expect(report!.remarks!.at(-1)).toMatch(/put into one layer/);
    // Buildah notes the base that it took.
    expect(report!.remarks![0]).toMatch(/^Its annotations name localhost\/base:1 \(sha256:/);
    expect(linesIn(report!, 'copied', ['layer'])).toEqual([null]);
    expect(linesIn(report!, 'env', ['config'])).toEqual([9]);
  }, 60_000);

  test.each(['classic', 'buildkit', 'buildah'])('%s: lint findings are confirmed', async (builder) => {
    const [report, lint] = await scan(builder);
    expect(lint!.target.kind).toBe('dockerfile');
    const env = lint!.findings.filter(({ secret }) => secret?.reveal() === secrets.env);
    expect(env.length).toBeGreaterThan(0);
    for (const { evidence } of env) expect(evidence.at(-1)).toMatch(/^Confirmed in the image /);
    expect(report!.complete).toBe(true);
  }, 60_000);

  test('another Dockerfile names no lines, and says so', async () => {
    const other = await machine.context('other', { Dockerfile: DOCKERFILE.replace('echo exec', 'echo else') });
    const [report] = await scanReference(archives['buildkit']!, { dockerfile: `${other}/Dockerfile` });
    expect(report!.remarks).toEqual([expect.stringContaining('`RUN` in line 20 does not fit history entry')]);
    expect(report!.findings.every(({ location }) => !('dockerfile' in location))).toBe(true);
    expect(report!.complete).toBe(true);
  }, 60_000);
});
