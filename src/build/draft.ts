import { createPositions, type Positions } from '../dockerfile/position.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import type { Dockerfile, Variable } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import { Secret } from '../model/secret.js';
import { isAtLeast, type Severity } from '../model/severity.js';
import type { Draft } from '../scan/finding.js';
import type { PassedArgument, ServiceFile, ServiceSetting } from './build-file.js';
import { judgePassed, judgeService } from './passed.js';
import { readSettingFile } from './setting-file.js';

/** A finding whose place is still to be said. */
export type UnplacedDraft = Omit<Draft, 'location' | 'excerpt' | 'suppression'>;

/** A Dockerfile that builds are tied to, read once for all of them. */
export interface NamedDockerfile {
  readonly dockerfile: Dockerfile;
  readonly positions: Positions;
  readonly args: ReadonlyMap<string, readonly Variable[]>;
}

/** Reads it; ARGs by their names. */
export function readNamed(content: Buffer | string, path: string): NamedDockerfile {
  const dockerfile = parseDockerfile(content, path);
  const args = new Map<string, Variable[]>();
  for (const variable of dockerfile.instructions.flatMap(({ variables }) => variables)) {
    if (variable.kind === 'arg') args.set(variable.name, [...(args.get(variable.name) ?? []), variable]);
  }
  return { dockerfile, positions: createPositions(dockerfile), args };
}

/** An ARG in more stages than this is told of in the first of them. */
const MOST_RELATED = 10;

/** What is to be said of a build argument; nothing where it is no secret. */
export function argumentDraft(rule: Rule, passed: PassedArgument, named: NamedDockerfile | null, secretNames: ReadonlySet<string>): UnplacedDraft[] {
  const { name } = passed;
  const dockerfile = named?.dockerfile ?? null;
  const declared = named?.args.get(name)?.slice(0, MOST_RELATED) ?? [];
  const verdict = judgePassed(passed, declared, secretNames);
  if (!verdict) return [];
  const used = dockerfile === null || declared.length > 0;
  const shipped = dockerfile === null || declared.some(({ instruction }) => isShipped(dockerfile, instruction));
  const sinks: Sink[] = used && shipped ? ['history', 'provenance'] : ['provenance'];
  const where = sinks.includes('history') ? 'into the history of the image and its provenance' : 'into the provenance of the build';
  const to = dockerfile === null ? '' : declared.length > 0 ? `, \`ARG ${name}\` of \`${dockerfile.path}\`,` : `, which \`${dockerfile.path}\` does not declare,`;
  const id = name.toLowerCase();
  return [
    {
      rule,
      name,
      message: `The build argument \`${name}\`${to} is passed a secret, which goes ${where}.`,
      severity: verdict.severity ?? (sinks.includes('history') ? rule.severity : 'medium'),
      confidence: verdict.confidence,
      secret: verdict.literal ? new Secret(verdict.literal) : null,
      evidence: [verdict.reason],
      fix: `Pass it as a secret of the build (\`id=${id}\`) in place of the argument, and write \`RUN --mount=type=secret,id=${id},env=${name} …\` in the Dockerfile; \`layerlint lint --fix\` shows both.`,
      exposure: { state: 'build', sinks },
      ...(named && declared.length > 0 ? { related: declared.map(({ assignment: { start, end } }) => ({ path: named.dockerfile.path, region: named.positions.region(start, end), message: `\`ARG ${name}\` takes it.` })) } : {}),
    },
  ];
}

function isShipped({ instructions, stages }: Dockerfile, index: number): boolean {
  const stage = instructions[index]?.stage ?? null;
  return stage !== null && stages[stage]!.shipped;
}

/** How bad a value is that only the file gives away: what is drawn at random is in use somewhere, a word may be for trying out. */
function serviceSeverity(rule: Rule, { severity, confidence }: { readonly severity?: Severity; readonly confidence: string }): Severity {
  return confidence === 'high' ? rule.severity : severity !== undefined && isAtLeast('low', severity) ? 'info' : 'low';
}

/** What is to be said of a value that a service is given. */
export function serviceDraft(rule: Rule, setting: ServiceSetting): UnplacedDraft[] {
  const verdict = judgeService(setting);
  if (!verdict) return [];
  const { name, service } = setting;
  const file = `${name}_FILE`;
  return [
    {
      rule,
      name: `${service} ${name}`,
      message: `\`${name}\` of the service \`${service}\` stands here in plain text: it is in no image, but in every copy of this file.`,
      severity: serviceSeverity(rule, verdict),
      confidence: verdict.confidence,
      secret: verdict.literal ? new Secret(verdict.literal) : null,
      evidence: [verdict.reason],
      fix: `Write \`${name}: \${${name}:?}\` and set it where the service is started, or give it as a file: \`secrets: [${name.toLowerCase()}]\` and \`${file}: /run/secrets/${name.toLowerCase()}\`, if the program reads \`${file}\`.`,
      exposure: { state: 'build', sinks: [] },
    },
  ];
}

/** A file of variables is where they belong, as long as nobody shares it: worth a word. */
export function settingFileDraft(rule: Rule, { path, service }: ServiceFile, content: Buffer | string | null): UnplacedDraft[] {
  const found = content === null ? [] : readSettingFile(content.toString()).flatMap((setting) => (judgeService(setting) ? [setting] : []));
  if (found.length === 0) return [];
  const names = found.slice(0, 3).map(({ name }) => `\`${name}\``).join(', ');
  return [
    {
      rule,
      name: `${service} ${path}`,
      message: `\`${path}\`, which the service \`${service}\` is given, holds ${found.length === 1 ? 'a secret' : `${found.length} secrets`} (${names}${found.length > 3 ? ', …' : ''}).`,
      severity: 'info',
      confidence: 'medium',
      secret: null,
      evidence: ['Nothing leaks as long as the file is in no repository and in no build context.'],
      fix: `Keep \`${path}\` in \`.gitignore\` and in \`.dockerignore\`.`,
      exposure: { state: 'build', sinks: [] },
    },
  ];
}
