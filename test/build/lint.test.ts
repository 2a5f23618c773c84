import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildFileKind } from '../../src/build/build-file.js';
import { lintBuildFiles } from '../../src/build/lint.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { builtInRuleSet } from '../../src/index.js';
import type { Report } from '../../src/model/report.js';
import { expandTemplate } from '../../src/rule/template.js';

const DOCKERFILE = 'FROM a\nARG NPM_TOKEN\nARG INDEX\nARG VERSION\nRUN ./b $NPM_TOKEN\n';
const lint = (path: string, text: string, dockerfile = 'Dockerfile'): Report[] => lintBuildFiles([{ path, text: expandTemplate(text, 3) }], [parseDockerfile(DOCKERFILE, dockerfile)], builtInRuleSet);

/** `line:column-endColumn message` of each finding. */
function brief(reports: readonly Report[], text: string): string[] {
  return reports.flatMap(({ findings }) => findings.map(({ location, message, exposure }) => {
    const { startLine, byteOffset, byteLength } = location.region!;
    const value = Buffer.from(expandTemplate(text, 3)).subarray(byteOffset, byteOffset + byteLength).toString();
    return `${startLine} ${value} ${message.includes('`Dockerfile`') || message.includes('/Dockerfile') || message.includes('api.Dockerfile') ? 'tied' : 'loose'} ${exposure.state === 'build' ? exposure.sinks.join('+') : ''}`;
  }));
}

/** [what, path, text, the Dockerfile's path, findings] */
const FOUND: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['compose, a map', 'compose.yaml', 'services:\n  app:\n    build:\n      context: .\n      args:\n        VERSION: 1\n        NPM_TOKEN: ${NPM_TOKEN}\n', 'Dockerfile', ['7 ${NPM_TOKEN} tied history+provenance']],
  ['compose, a list', 'docker-compose.prod.yml', 'services:\n  app:\n    build:\n      context: .\n      args:\n        - VERSION=1\n        - NPM_TOKEN\n', 'Dockerfile', ['7 NPM_TOKEN tied history+provenance']],
  ['compose, a literal', 'compose.yml', 'services:\n  app:\n    build:\n      context: ./x\n      dockerfile: ../api.Dockerfile\n      args:\n        NPM_TOKEN: {base62:36}\n', 'api.Dockerfile', ['7 {base62:36} tied history+provenance']],
  ['compose, through an anchor', 'compose.yml', 'x-args: &a\n  NPM_TOKEN: $NPM_TOKEN\nservices:\n  app:\n    build:\n      context: .\n      args: *a\n', 'Dockerfile', ['2 $NPM_TOKEN tied history+provenance']],
  ['compose, an innocent name', 'compose.yml', 'services:\n  app:\n    build:\n      args:\n        INDEX: https://$PIP_TOKEN@p\n', 'Dockerfile', ['5 https://$PIP_TOKEN@p tied history+provenance']],
  ['compose, an ARG that nobody declares', 'compose.yml', 'services:\n  app:\n    build:\n      args:\n        API_TOKEN: $API_TOKEN\n', 'Dockerfile', ['5 $API_TOKEN tied provenance']],
  ['compose, a Dockerfile that is not here', 'compose.yml', 'services:\n  app:\n    build:\n      context: $CTX\n      args:\n        API_TOKEN: $API_TOKEN\n', 'Dockerfile', ['6 $API_TOKEN loose history+provenance']],
  ['compose, with a byte order mark', 'compose.yaml', '\uFEFFservices:\n  app:\n    build:\n      args:\n        NPM_TOKEN: $NPM_TOKEN\nx: 1\n', 'Dockerfile', ['5 $NPM_TOKEN tied history+provenance']],
  ['bake in HCL', 'docker-bake.hcl', '# x\nvariable "NPM_TOKEN" { default = "" }\ntarget "app" {\n  context = "."\n  args = {\n    VERSION = "1" // y\n    NPM_TOKEN = NPM_TOKEN\n  }\n}\n', 'Dockerfile', ['7 NPM_TOKEN tied history+provenance']],
  ['bake in HCL, interpolated', 'docker-bake.hcl', 'target "app" {\n  args = { INDEX = "https://${PIP_TOKEN}@p", VERSION = "${1}" }\n}\n', 'Dockerfile', ['2 "https://${PIP_TOKEN}@p" tied history+provenance']],
  ['bake in JSON', 'docker-bake.json', '{"target": {"app": {"dockerfile": "api.Dockerfile", "args": {"NPM_TOKEN": "${NPM_TOKEN}", "VERSION": "1"}}}}', 'api.Dockerfile', ['1 "${NPM_TOKEN}" tied history+provenance']],
  ['GitHub, the action', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n          build-args: |\n            VERSION=1\n            INDEX=${{ secrets.IDX }}\n', 'Dockerfile', ['9 ${{ secrets.IDX }} tied history+provenance']],
  ['GitHub, the action, one line', 'a/.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { file: d/Dockerfile, build-args: "NPM_TOKEN=${{ secrets.T }}" }\n', 'a/d/Dockerfile', ['5 ${{ secrets.T }} tied history+provenance']],
  ['GitHub, a script', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - run: |\n          docker build \\\n            --build-arg INDEX="${{ secrets.IDX }}" --build-arg VERSION=$V .\n', 'Dockerfile', ['6 "${{ secrets.IDX }}" tied history+provenance']],
  ['GitLab', '.gitlab-ci.yml', 'build:\n  script:\n    - docker build --build-arg NPM_TOKEN=$CI_JOB_TOKEN -t x .\n    - echo --build-arg API_TOKEN=$X\n', 'Dockerfile', ['3 $CI_JOB_TOKEN tied history+provenance']],
];

describe('secrets that are passed to builds', () => {
  test.each(FOUND)('%s', (_, path, text, dockerfile, expected) => {
    expect(brief(lint(path, text, dockerfile), text)).toEqual(expected.map((line) => expandTemplate(line, 3)));
  });
  test.each<[string, string, string]>([
    ['secrets where they belong', 'compose.yaml', 'services:\n  app:\n    build:\n      context: .\n      secrets: [npm_token]\n      args: { VERSION: 1 }\nsecrets:\n  npm_token: { environment: NPM_TOKEN }\n'],
    ['public and pointing names', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            NEXT_PUBLIC_KEY=${{ secrets.K }}\n            TOKEN_FILE=/x\n          secrets: |\n            t=${{ secrets.T }}\n'],
    ['a file of another kind', 'values.yaml', 'services: { a: { build: { args: { NPM_TOKEN: $NPM_TOKEN } } } }'],
    ['a placeholder that is empty', 'compose.yaml', 'services: { a: { build: { args: { NPM_TOKEN: "" } } } }'],
  ])('clean: %s', (_, path, text) => expect(lint(path, text)).toEqual([]));
  test('a value is masked everywhere', () => {
    const value = expandTemplate('{base62:36}', 3);
    const [report] = lint('compose.yaml', 'services:\n  a:\n    build:\n      args: { NPM_TOKEN: {base62:36} }\n');
    expect(JSON.stringify(report)).not.toContain(value);
    expect(report!.findings[0]!.secret!.reveal()).toBe(value);
  });
  test('broken YAML is told, and what could be read is used', () => {
    const [report] = lint('compose.yaml', 'services:\n  a:\n    build:\n      args:\n        NPM_TOKEN: $NPM_TOKEN\n  b: [\n');
    expect(report!.complete).toBe(false);
    expect(report!.notices[0]!.message).toContain('no valid YAML');
  });
  test('no text makes it throw or hang', () => {
    const kinds = ['compose.yaml', 'docker-bake.hcl', 'docker-bake.json', '.gitlab-ci.yml', '.github/workflows/x.yml'];
    const piece = fc.constantFrom('target "x" {', 'args', '=', '{', '}', '"', '"${', '\\', '\n', '  ', '- ', 'run: |', 'docker build', '--build-arg ', 'NPM_TOKEN=', '${{ secrets.X }}', '&a ', '*a', '<<: ', ':', '[', 'services:', 'build:', '/*', "'");
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.array(piece, { maxLength: 60 }), (path, pieces) => void lint(path, pieces.join('').replaceAll('{{', '{ {'))));
    for (const hostile of ['"${', '"\\"', '/*', '[', '${{', '- {a: ', '- ', '? ', '- a\n', 'a: &b\n', '--build-arg A="${{', 'docker ']) {
      for (const path of kinds) lintBuildFiles([{ path, text: `docker build --build-arg X=${hostile.repeat(5_000)}` }], [], builtInRuleSet);
    }
  }, 20_000);
});

test.each([
  ['compose.yaml', 'compose'], ['docker-compose.override.yml', 'compose'], ['a/docker-bake.hcl', 'bake-hcl'], ['docker-bake.override.json', 'bake-json'],
  ['.github/workflows/a.yml', 'github'], ['x/action.yml', 'github'], ['.gitlab-ci.yml', 'gitlab'], ['github/workflows/a.yml', null], ['composer.json', null],
])('%s is %s', (path, kind) => expect(buildFileKind(path)).toBe(kind));
