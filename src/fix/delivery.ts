import type { BuildSecret } from './fix.js';

/** How to build with the secrets, for each way of building; every text is ready to paste and holds no value. */
export interface Delivery {
  /** A command line. https://docs.docker.com/build/building/secrets/ */
  readonly build: string;
  /** https://docs.docker.com/reference/compose-file/build/#secrets */
  readonly compose: string;
  /** https://docs.docker.com/build/bake/reference/#targetsecret */
  readonly bake: string;
  /** https://docs.docker.com/build/ci/github-actions/secrets/ */
  readonly actions: string;
}

/** What a build command, a compose file, a bake file and a workflow say to hand over the secrets; null when there are none. */
export function deliveryOf(secrets: readonly BuildSecret[], dockerfile: string): Delivery | null {
  const distinct = [...new Map(secrets.map((secret) => [`${secret.kind} ${secret.id}`, secret])).values()];
  if (distinct.length === 0) return null;
  const files = distinct.filter(({ kind }) => kind === 'secret');
  const agent = distinct.some(({ kind }) => kind === 'ssh');
  return { build: buildLine(distinct, dockerfile), compose: composeFile(files, agent), bake: bakeFile(files, agent), actions: workflow(files, agent) };
}

function buildLine(secrets: readonly BuildSecret[], dockerfile: string): string {
  const flags = secrets.map((secret) => (secret.kind === 'ssh' ? `--ssh ${secret.id}` : `--secret ${quoted(sourceOf(secret))}`));
  const file = /(?:^|\/)Dockerfile$/.test(dockerfile) || dockerfile === 'stdin' ? [] : [`-f ${quoted(dockerfile)}`];
  return ['docker build', ...file, ...flags, '.'].join(' ');
}

function sourceOf({ id, env, file }: BuildSecret): string {
  return `id=${id},${env === null ? `src=${file ?? id}` : `env=${env}`}`;
}

function quoted(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function composeFile(secrets: readonly BuildSecret[], agent: boolean): string {
  const lines = ['services:', '  app:', '    build:', '      context: .'];
  if (secrets.length > 0) lines.push('      secrets:', ...secrets.map(({ id }) => `        - ${id}`));
  if (agent) lines.push('      ssh:', '        - default');
  if (secrets.length > 0) lines.push('secrets:', ...secrets.flatMap(({ id, env, file }) => [`  ${id}:`, env === null ? `    file: ${JSON.stringify(`./${file ?? id}`)}` : `    environment: ${env}`]));
  return lines.join('\n');
}

function bakeFile(secrets: readonly BuildSecret[], agent: boolean): string {
  const lines = ['target "default" {'];
  if (secrets.length > 0) lines.push(`  secret = [${secrets.map((secret) => JSON.stringify(sourceOf(secret))).join(', ')}]`);
  if (agent) lines.push('  ssh = ["default"]');
  return [...lines, '}'].join('\n');
}

function workflow(secrets: readonly BuildSecret[], agent: boolean): string {
  const lines = ['- uses: docker/build-push-action@v6', '  with:', '    context: .'];
  if (secrets.length > 0) lines.push('    secrets: |', ...secrets.map(({ id, env }) => `      ${id}=\${{ secrets.${env ?? id.toUpperCase().replace(/\W/g, '_')} }}`));
  if (agent) lines.push('    ssh: default');
  return lines.join('\n');
}
