import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildFileKind } from '../../src/build/build-file.js';
import { lintBuildFile, partsOf, wantedFiles } from '../../src/build/lint.js';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import type { Report } from '../../src/model/report.js';
import { expandTemplate } from '../../src/rule/template.js';

const DOCKERFILE = 'FROM a\nARG NPM_TOKEN\nARG INDEX\nARG VERSION\nRUN ./b $NPM_TOKEN\n';
const options = { rules: builtInRuleSet, matcher: createMatcher(rulesOfKind(builtInRuleSet, 'credential')), today: '2026-11-25' };
const lint = (path: string, text: string, dockerfile = 'Dockerfile', others: Readonly<Record<string, string>> = {}): Report[] =>
  lintBuildFile({ path, text: expandTemplate(text, 3) }, new Map([[dockerfile, DOCKERFILE], ...Object.entries(others)]), options);

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
  // Compose: what merges, extends and adds.
  ['compose, merged from an anchor', 'compose.yml', 'x-build: &b\n  context: .\n  args: { NPM_TOKEN: $NPM_TOKEN }\nservices:\n  a: { build: { <<: *b } }\n  b: { build: { <<: [*b] } }\n', 'Dockerfile', ['3 $NPM_TOKEN tied history+provenance']],
  ['compose, extends a service of the file', 'compose.yml', 'services:\n  base:\n    build: { args: { INDEX: "https://$PIP_TOKEN@p" } }\n  app:\n    extends: base\n    build: { context: ./app }\n', 'app/Dockerfile', ['3 "https://$PIP_TOKEN@p" tied history+provenance']],
  ['compose, a default in an interpolation', 'compose.yml', 'services:\n  app:\n    build:\n      args: { NPM_TOKEN: "${NPM_TOKEN:-{base62:36}}" }\n', 'Dockerfile', ['4 "${NPM_TOKEN:-{base62:36}}" tied history+provenance']],
  ['compose, an empty default', 'compose.yml', 'services:\n  app:\n    build:\n      args: { NPM_TOKEN: "${NPM_TOKEN:-}" }\n', 'Dockerfile', ['4 "${NPM_TOKEN:-}" tied history+provenance']],
  // Bake.
  ['bake, inherited by a target with another Dockerfile', 'docker-bake.hcl', 'target "_base" {\n  args = { NPM_TOKEN = NPM_TOKEN }\n}\ntarget "app" {\n  inherits = ["_base"]\n  dockerfile = "api.Dockerfile"\n}\n', 'api.Dockerfile', ['2 NPM_TOKEN tied history+provenance']],
  ['bake, a matrix of Dockerfiles', 'docker-bake.hcl', 'target "app" {\n  name = "app-${x}"\n  matrix = { x = ["web", "api"] }\n  dockerfile = "${x}.Dockerfile"\n  args = { INDEX = "https://${PIP_TOKEN}@p" }\n}\n', 'api.Dockerfile', ['5 "https://${PIP_TOKEN}@p" tied history+provenance']],
  ['bake, a variable in the context', 'docker-bake.hcl', 'variable "DIR" { default = "app" }\ntarget "app" {\n  context = "./${DIR}"\n  args = { NPM_TOKEN = "" , INDEX = PIP_TOKEN }\n}\n', 'app/Dockerfile', ['4 PIP_TOKEN tied history+provenance']],
  ['bake, a literal default of a variable', 'docker-bake.hcl', 'variable "T" { default = "{base62:36}" }\ntarget "app" {\n  args = { NPM_TOKEN = T }\n}\n', 'Dockerfile', ['3 T tied history+provenance']],
  ['bake, a function over a variable', 'docker-bake.hcl', 'target "app" {\n  args = { INDEX = join("", ["https://", PIP_TOKEN, "@p"]) }\n}\n', 'Dockerfile', ['2 join("", ["https://", PIP_TOKEN, "@p"]) tied history+provenance']],
  ['bake in JSON, inherited', 'docker-bake.json', '{"target": {"b": {"args": {"NPM_TOKEN": null}}, "a": {"inherits": ["b"], "dockerfile": "api.Dockerfile"}}}', 'api.Dockerfile', ['1 "NPM_TOKEN" tied history+provenance']],
  // GitHub.
  ['GitHub, through an env of the job', '.github/workflows/ci.yml', 'env:\n  IDX: ${{ secrets.A }}\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: INDEX=${{ env.IDX }}\n      - run: docker build --build-arg VERSION=$IDX .\n', 'Dockerfile', ['8 ${{ env.IDX }} tied history+provenance', '9 $IDX tied history+provenance']],
  ['GitHub, buildah', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: redhat-actions/buildah-build@v2\n        with:\n          containerfiles: ./api.Dockerfile\n          build-args: |\n            INDEX=${{ secrets.A }}\n', 'api.Dockerfile', ['8 ${{ secrets.A }} tied history+provenance']],
  ['GitHub, a script with another context', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - run: docker buildx build --push -t x --build-arg INDEX=${{ secrets.IDX }} ./api && echo done\n', 'api/Dockerfile', ['4 ${{ secrets.IDX }} tied history+provenance']],
  // The other pipelines.
  ['CircleCI, a command', '.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - run:\n          command: |\n            docker build --build-arg NPM_TOKEN=$NPM_TOKEN -f api.Dockerfile .\n', 'api.Dockerfile', ['6 $NPM_TOKEN tied history+provenance']],
  ['CircleCI, the orb', '.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - docker/build:\n          dockerfile: api.Dockerfile\n          extra_build_args: --build-arg NPM_TOKEN=$NPM_TOKEN\n', 'api.Dockerfile', ['6 $NPM_TOKEN tied history+provenance']],
  ['Azure, the task', 'azure-pipelines.yml', 'steps:\n  - task: Docker@2\n    inputs:\n      command: build\n      Dockerfile: api.Dockerfile\n      arguments: --build-arg NPM_TOKEN=$(NPM_TOKEN)\n', 'api.Dockerfile', ['6 $(NPM_TOKEN) tied history+provenance']],
  ['Azure, a script', 'azure-pipelines.yml', 'steps:\n  - script: docker build --build-arg INDEX=https://$(PIP_TOKEN)@p .\n', 'Dockerfile', ['2 https://$(PIP_TOKEN)@p tied history+provenance']],
  ['Bitbucket', 'bitbucket-pipelines.yml', 'pipelines:\n  default:\n    - step:\n        script:\n          - docker build --build-arg NPM_TOKEN=$NPM_TOKEN .\n', 'Dockerfile', ['5 $NPM_TOKEN tied history+provenance']],
  ['Drone, a plug-in', '.drone.yml', 'steps:\n  - name: x\n    image: plugins/docker\n    settings:\n      dockerfile: api.Dockerfile\n      build_args:\n        - NPM_TOKEN=abc$T\n      build_args_from_env: [NPM_TOKEN]\n    environment:\n      NPM_TOKEN: { from_secret: t }\n', 'api.Dockerfile', ['7 NPM_TOKEN=abc$T tied history+provenance', '8 NPM_TOKEN tied history+provenance']],
  ['Woodpecker, what comes from a secret', '.woodpecker/build.yml', 'steps:\n  - image: woodpeckerci/plugin-docker-buildx\n    settings:\n      build_args_from_env: [INDEX]\n    environment:\n      INDEX: { from_secret: t }\n', 'Dockerfile', ['4 INDEX tied history+provenance']],
  ['Cloud Build, a list of words', 'cloudbuild.yaml', "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '--build-arg', 'NPM_TOKEN=$_NPM_TOKEN', '--build-arg=VERSION=1', 'api']\n", 'api/Dockerfile', ["3 'NPM_TOKEN=$_NPM_TOKEN' tied history+provenance"]],
  ['Skaffold', 'skaffold.yaml', 'build:\n  artifacts:\n    - image: x\n      docker:\n        dockerfile: api.Dockerfile\n        buildArgs:\n          NPM_TOKEN: "{{.NPM_TOKEN}}"\n', 'api.Dockerfile', ['7 "{{.NPM_TOKEN}}" tied history+provenance']],
  ['Jenkins, bound credentials', 'Jenkinsfile', "node {\n  withCredentials([string(credentialsId: 'pip', variable: 'IDX')]) {\n    sh \"docker build --build-arg INDEX=${IDX} -f api.Dockerfile .\"\n    docker.build('x', '--build-arg NPM_TOKEN=$NPM_TOKEN .')\n  }\n}\n", 'api.Dockerfile', ['3 ${IDX} tied history+provenance', '4 $NPM_TOKEN loose history+provenance']],
  ['a Makefile', 'Makefile', 'image:\n\tdocker build \\\n\t  --build-arg NPM_TOKEN=$(NPM_TOKEN) \\\n\t  -t x .\n', 'Dockerfile', ['3 $(NPM_TOKEN) tied history+provenance']],
  ['a shell script', 'ci/build.sh', '#!/bin/sh\npodman build --build-arg "NPM_TOKEN=$NPM_TOKEN" -f ../api.Dockerfile ..\n', 'api.Dockerfile', ['2 $NPM_TOKEN tied history+provenance']],
];

describe('secrets that are passed to builds', () => {
  test.each(FOUND)('%s', (_, path, text, dockerfile, expected) => {
    expect(brief(lint(path, text, dockerfile), text)).toEqual(expected.map((line) => expandTemplate(line, 3)));
  });
  test.each<[string, string, string]>([
    ['secrets where they belong', 'compose.yaml', 'services:\n  app:\n    build:\n      context: .\n      secrets: [npm_token]\n      args: { VERSION: 1 }\nsecrets:\n  npm_token: { environment: NPM_TOKEN }\n'],
    ['public and pointing names', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            NEXT_PUBLIC_KEY=${{ secrets.K }}\n            TOKEN_FILE=/x\n          secrets: |\n            t=${{ secrets.T }}\n'],
    ['a file of another kind', 'values.yaml', 'services: { a: { build: { args: { NPM_TOKEN: $NPM_TOKEN } } } }'],
    ['secrets of a build in every way', '.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: VERSION=1\n          secret-envs: NPM_TOKEN=NPM_TOKEN\n          secret-files: k=./k\n      - run: docker build --secret id=npm_token,env=NPM_TOKEN --build-arg VERSION=$V .\n        env: { NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }\n'],
    ['secrets of a bake file', 'docker-bake.hcl', 'target "a" {\n  args = { VERSION = "1", SHA = GITHUB_SHA }\n  secret = ["id=npm_token,env=NPM_TOKEN", { type = "env", id = "x" }]\n}\n'],
    ['a service that is given its secrets well', 'compose.yaml', 'services:\n  a:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/pg\n      API_TOKEN: ${API_TOKEN}\n      SESSION_SECRET: ${SESSION_SECRET:?set it}\n      OTHER_TOKEN:\n      TOKEN_TTL: 3600\n    secrets: [pg]\nsecrets:\n  pg: { file: ./pg.txt }\n'],
    ['a builder that is only talked of', '.gitlab-ci.yml', 'build:\n  script:\n    - echo "use --build-arg NPM_TOKEN=x with docker"\n'],
    ['a script without builds', 'run.sh', 'export NPM_TOKEN=abc\ndocker run -e NPM_TOKEN=$NPM_TOKEN x\n'],
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
  test('both places are told', () => {
    const [report] = lint('compose.yaml', 'services:\n  app:\n    build: { args: { NPM_TOKEN: $NPM_TOKEN } }\n');
    expect(report!.findings[0]!.related).toEqual([{ path: 'Dockerfile', region: expect.objectContaining({ startLine: 2, startColumn: 5 }), message: '`ARG NPM_TOKEN` takes it.' }]);
  });
  test.each(['# layerlint-ignore secret-in-arg -- one build only', '# layerlint-ignore-file secret-in-arg -- one build only', '# layerlint-ignore secret-in-arg until=2026-11-25 -- one build only\n# and more'])('a comment takes it on: %s', (comment) => {
    const [report] = lint('compose.yaml', `services:\n  app:\n    build:\n      args:\n        ${comment.replace('\n', '\n        ')}\n        NPM_TOKEN: $NPM_TOKEN\n`);
    expect(report!.findings).toMatchObject([{ suppression: { kind: 'inSource', justification: 'one build only' } }]);
  });
  test.each(['# layerlint-ignore secret-in-env -- x', '# layerlint-ignore secret-in-arg until=2026-11-24 -- x'])('a comment that does not fit: %s', (comment) => {
    const [report] = lint('compose.yaml', `services:\n  app:\n    build:\n      args:\n        ${comment}\n        NPM_TOKEN: $NPM_TOKEN\n`);
    expect(report!.findings).toMatchObject([{ ruleId: 'unused-suppression', severity: 'info' }, { ruleId: 'secret-in-arg', suppression: null }]);
  });
  test.each([
    ['# layerlint-ignore secret-in-env -- x', '`secret-in-env` finds nothing here'],
    ['# layerlint-ignore secret-in-arg until=2026-11-24 -- x', 'held until 2026-11-24'],
    ['# layerlint-ignore-file no-such-rule -- x', 'No rule is called `no-such-rule`'],
  ])('a comment that took nothing on is told: %s', (comment, words) => {
    const [report] = lint('compose.yaml', `services:\n  app:\n    build:\n      args:\n        ${comment}\n        VERSION: 1\n`);
    expect(report!.findings).toMatchObject([{ ruleId: 'unused-suppression', message: expect.stringContaining(words), location: { region: { startLine: 5, startColumn: 9 } } }]);
  });
  test('one that took something on is not, and may be meant to be unused', () => {
    expect(lint('compose.yaml', 'services:\n  app:\n    build:\n      args:\n        # layerlint-ignore unused-suppression -- kept\n        # layerlint-ignore secret-in-env -- x\n        VERSION: 1\n')[0]!.findings).toMatchObject([{ ruleId: 'unused-suppression', suppression: { justification: 'kept' } }]);
  });
  test('the parts of a compose file are what it includes and what its services extend', () => {
    const text = 'include:\n  - db/compose.yaml\n  - path: [mail.yaml, ../x/own.yml]\n  - oci://registry/x\n  - ${OTHER}\nservices:\n  a: { extends: { file: base.yml, service: a } }\n  b: { extends: a }\n';
    expect(partsOf({ path: 'p/compose.yaml', text })).toEqual(['p/db/compose.yaml', 'p/mail.yaml', 'x/own.yml', 'p/base.yml']);
    expect(partsOf({ path: 'p/ci.yml', text })).toEqual([]);
    expect(partsOf({ path: 'p/mail.yaml', text, kind: 'compose' })).toHaveLength(4);
  });
  test('what is named is asked for once: Dockerfiles, base files, files of variables', () => {
    const compose = 'services:\n  a: { build: { args: { A: 1 } }, env_file: [a.env, { path: b.env }] }\n  b: { extends: { file: other.yml, service: x }, build: ./b }\n  c: { build: "$C" }\n';
    expect(wantedFiles({ path: 'x/compose.prod.yaml', text: compose }, new Map()).sort()).toEqual(['x/Dockerfile', 'x/a.env', 'x/b.env', 'x/b/Dockerfile', 'x/compose.yaml', 'x/compose.yml', 'x/other.yml']);
    expect(wantedFiles({ path: 'x/compose.prod.yaml', text: compose }, new Map(['x/Dockerfile', 'x/a.env', 'x/b.env', 'x/b/Dockerfile', 'x/compose.yaml', 'x/compose.yml', 'x/other.yml'].map((path) => [path, null])))).toEqual([]);
  });
  test.each<[string, string, string, Readonly<Record<string, string>>]>([
    ['a compose file that adds to another', 'compose.prod.yaml', 'services: { app: { build: { args: { NPM_TOKEN: $NPM_TOKEN } } } }', { 'compose.yaml': 'services: { app: { build: { context: ./app } } }' }],
    ['a service of another file', 'compose.yaml', 'services: { app: { extends: { file: common/c.yml, service: base }, build: { args: { NPM_TOKEN: $NPM_TOKEN } } } }', { 'common/c.yml': 'services: { base: { build: { context: ../app } } }' }],
    ['a bake file that adds to another', 'docker-bake.override.hcl', 'target "app" { args = { NPM_TOKEN = NPM_TOKEN } }', { 'docker-bake.hcl': 'target "app" { context = "app" }' }],
  ])('%s is tied to what that one builds', (_, path, text, others) => {
    expect(brief(lint(path, text, 'app/Dockerfile', others), text)[0]).toMatch(/ tied history\+provenance$/);
  });
  test('a file that leads to more files than are read says so', () => {
    const text = `services:\n${Array.from({ length: 400 }, (_, at) => `  s${at}: { build: { context: ./s${at}, args: { V: 1 } } }`).join('\n')}\n`;
    const wanted = wantedFiles({ path: 'compose.yaml', text }, new Map());
    expect(wanted).toHaveLength(300);
    const [report] = lintBuildFile({ path: 'compose.yaml', text }, new Map(wanted.map((path) => [path, null])), options);
    expect(report).toMatchObject({ complete: false, findings: [], notices: [{ code: 'limit-reached' }] });
  });
  test('aliases of aliases, merges of merges and targets that inherit from all others cost no more than their text', () => {
    const layers = (one: (at: number) => string): string => Array.from({ length: 60 }, (_, at) => one(at)).join('\n');
    const merges = `x0: &a0 { NPM_TOKEN: $NPM_TOKEN }\n${layers((at) => `x${at + 1}: &a${at + 1} { <<: [*a${at}, *a${at}, *a${at}] }`)}\nservices:\n  a: { build: { args: *a60 } }\n`;
    expect(brief(lint('compose.yaml', merges), merges)).toEqual(['1 $NPM_TOKEN tied history+provenance']);
    const inherits = `target "t0" { args = { NPM_TOKEN = NPM_TOKEN } }\n${layers((at) => `target "t${at + 1}" { inherits = ["t${at}", "t${Math.max(0, at - 1)}", "t${at + 1}"] }`)}\n`;
    expect(brief(lint('docker-bake.hcl', inherits), inherits)).toEqual(['1 NPM_TOKEN tied history+provenance']);
    const circle = 'services:\n  a: { extends: b, build: { args: { NPM_TOKEN: $NPM_TOKEN } } }\n  b: { extends: a }\n';
    expect(brief(lint('compose.yaml', circle), circle)).toEqual(['2 $NPM_TOKEN tied history+provenance']);
  });
  test('no text makes it throw or hang', () => {
    const kinds = ['compose.yaml', 'docker-bake.hcl', 'docker-bake.json', '.gitlab-ci.yml', '.github/workflows/x.yml'];
    const piece = fc.constantFrom('target "x" {', 'args', '=', '{', '}', '"', '"${', '\\', '\n', '  ', '- ', 'run: |', 'docker build', '--build-arg ', 'NPM_TOKEN=', '${{ secrets.X }}', '&a ', '*a', '<<: ', ':', '[', 'services:', 'build:', '/*', "'");
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.array(piece, { maxLength: 60 }), (path, pieces) => void lint(path, pieces.join('').replaceAll('{{', '{ {'))));
    for (const hostile of ['"${', '"\\"', '/*', '[', '${{', '- {a: ', '- ', '? ', '- a\n', 'a: &b\n', '--build-arg A="${{', 'docker ']) {
      for (const path of kinds) lintBuildFile({ path, text: `docker build --build-arg X=${hostile.repeat(5_000)}` }, new Map(), options);
    }
  }, 20_000);
});

describe('what containers are given', () => {
  const findings = (text: string, others: Readonly<Record<string, string>> = {}): readonly string[] =>
    lint('compose.yaml', text, 'none', others).flatMap((report) => report.findings.map(({ ruleId, severity, message, exposure }) => `${ruleId} ${severity} ${/`([^`]+)`/.exec(message)![1]!} ${JSON.stringify(exposure)}`));
  const BUILD = '{"state":"build","sinks":[]}';
  test('a value that stands in the file leaks with the file, and with no image', () => {
    const text = 'services:\n  db:\n    environment:\n      DB_PASSWORD: {base62:32}\n      POSTGRES_PASSWORD: postgres\n      DATABASE_URL: postgres://app:{base62:24}@db/app\n      MODE: fast\n  web:\n    environment:\n      - API_TOKEN={base62:40}\n      - SESSION_SECRET=${SESSION_SECRET:-{base62:32}}\n';
    expect(findings(text)).toEqual([
      `secret-in-service-environment medium DB_PASSWORD ${BUILD}`,
      `secret-in-service-environment low POSTGRES_PASSWORD ${BUILD}`,
      `secret-in-service-environment medium DATABASE_URL ${BUILD}`,
      `secret-in-service-environment medium API_TOKEN ${BUILD}`,
      `secret-in-service-environment medium SESSION_SECRET ${BUILD}`,
    ]);
  });
  test('a credential of known shape is called what it is', () => {
    const text = 'services:\n  web:\n    environment:\n      GITHUB_TOKEN: ghp_{base62:30}{crc32:github}\n    command: run --with ghp_{base62:30}{crc32:github}\n';
    expect(findings(text).map((line) => line.split(' ')[0])).toEqual(['github-token', 'github-token']);
  });
  test('a file of variables is worth a word, without its values', () => {
    const text = 'services:\n  web:\n    env_file: web.env\n';
    const value = expandTemplate('{base62:32}', 9);
    const [report] = lint('compose.yaml', text, 'none', { 'web.env': `# x\nMODE=fast\nexport DB_PASSWORD="${value}"\nEMPTY_TOKEN=\n` });
    expect(report!.findings).toMatchObject([{ severity: 'info', location: { region: { startLine: 3 } }, secret: null }]);
    expect(report!.findings[0]!.message).toContain('holds a secret (`DB_PASSWORD`)');
    expect(JSON.stringify(report)).not.toContain(value);
    expect(lint('compose.yaml', text, 'none', { 'web.env': 'MODE=fast\n' })).toEqual([]);
  });
});

test.each([
  ['compose.yaml', 'compose'], ['docker-compose.override.yml', 'compose'], ['a/docker-bake.hcl', 'bake-hcl'], ['docker-bake.override.json', 'bake-json'],
  ['.github/workflows/a.yml', 'github'], ['x/action.yml', 'github'], ['.gitlab-ci.yml', 'pipeline'], ['.circleci/config.yml', 'pipeline'], ['circleci/config.yml', null], ['azure-pipelines.yml', 'pipeline'], ['.woodpecker/build.yaml', 'pipeline'], ['Jenkinsfile', 'script'], ['build/Makefile', 'script'], ['ci/build.sh', 'script'], ['podman-compose.yml', 'compose'], ['github/workflows/a.yml', null], ['composer.json', null],
])('%s is %s', (path, kind) => expect(buildFileKind(path)).toBe(kind));
