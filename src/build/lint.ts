import { createPositions } from '../dockerfile/position.js';
import { judgeName } from '../judge/name.js';
import { judgeSetting, judgeVariable, type SettingVerdict } from '../judge/variable.js';
import type { Dockerfile, Variable } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import { rulesOfKind, type DockerfileRule, type RuleSet } from '../model/rule.js';
import { Secret } from '../model/secret.js';
import { sealReport, type Draft } from '../scan/finding.js';
import { baseFolder, buildFileKind, joinPath, type BuildFile, type BuildFileKind, type PassedArgument } from './build-file.js';
import { readBakeHcl } from './hcl.js';
import { readBakeJson, readCompose, readGithub, readGitlab } from './yaml.js';

/** A file that starts builds, as it was loaded. */
export interface BuildFileText {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
}

const READERS: Readonly<Record<BuildFileKind, (text: string) => BuildFile>> = {
  compose: readCompose,
  'bake-hcl': readBakeHcl,
  'bake-json': readBakeJson,
  github: readGithub,
  gitlab: readGitlab,
};

/** The rule whose words fit: what is passed is a secret in a build argument. */
const RULE = 'secret-in-arg';
/** One file that starts more builds than this is generated; the rest of its Dockerfiles is not looked at. */
const MOST_DOCKERFILES = 200;
/** Above this it is generated, and parsing it would take longer than the rest of the run. */
const LARGEST_BUILD_FILE = 512 * 1024;

/**
 * Finds secrets that compose files, bake files and pipelines pass as build arguments, each tied to its ARG where the Dockerfile
 * that the file names is among `dockerfiles`. One report for each file that has something to tell; paths of both lists are seen
 * from the same place.
 */
export function lintBuildFiles(texts: readonly BuildFileText[], dockerfiles: readonly Dockerfile[], rules: RuleSet, salt: string | null = null): Report[] {
  const rule = rulesOfKind(rules, 'dockerfile').find(({ id }) => id === RULE);
  if (!rule) return [];
  const byPath = new Map(dockerfiles.map((dockerfile) => [joinPath('', dockerfile.path), dockerfile]));
  return texts.flatMap(({ path, text }): Report[] => {
    const kind = buildFileKind(path);
    if (kind === null) return [];
    const notices: Notice[] = [];
    const read = readBuilds(kind, text);
    if (read.fault !== null) notices.push({ code: 'unreadable', message: `\`${path}\` was not read to its end, so that what it passes to builds is not known. ${read.fault}.`, location: { kind: 'dockerfile', path, region: null } });
    const positions = createPositions({ text, encoding: 'utf8', bomLength: 0 });
    const drafts = read.builds.flatMap(({ dockerfile: named, args }) => {
      const dockerfile = named === null ? null : (byPath.get(joinPath(baseFolder(path, kind), named)) ?? null);
      return args.flatMap((passed): Draft[] => {
        const found = draftOf(rule, passed, dockerfile);
        if (!found) return [];
        const { startLine } = positions.region(passed.start, passed.end);
        return [{ ...found, location: { kind: 'dockerfile', path, region: positions.region(passed.start, passed.end) }, excerpt: text.split('\n', startLine).at(-1)!.replace(/\r$/, '') }];
      });
    });
    if (drafts.length === 0 && notices.length === 0) return [];
    const statistics = { layers: 0, files: 0, bytes: Buffer.byteLength(text), filesSkipped: 0 };
    return [sealReport({ kind: 'dockerfile', reference: path, digest: null, platform: null }, drafts, notices, statistics, salt)];
  });
}

/** The Dockerfiles that the file names for its builds, each once, seen from where its own path is seen. */
export function namedDockerfiles({ path, text }: BuildFileText): string[] {
  const kind = buildFileKind(path);
  if (kind === null) return [];
  const folder = baseFolder(path, kind);
  const named = readBuilds(kind, text).builds.flatMap(({ dockerfile }) => (dockerfile === null ? [] : joinPath(folder, dockerfile)));
  return [...new Set(named)].slice(0, MOST_DOCKERFILES);
}

function readBuilds(kind: BuildFileKind, text: string): BuildFile {
  return text.length > LARGEST_BUILD_FILE ? { builds: [], fault: 'It is larger than 512 KiB' } : READERS[kind](text);
}

function draftOf(rule: DockerfileRule, passed: PassedArgument, dockerfile: Dockerfile | null): Omit<Draft, 'location' | 'excerpt'> | null {
  const { name, value } = passed;
  const declared = dockerfile?.instructions.flatMap(({ variables }) => variables).filter((variable) => variable.kind === 'arg' && variable.name === name) ?? [];
  const verdict = judgePassed(passed, declared);
  if (!verdict) return null;
  const used = dockerfile === null || declared.length > 0;
  const shipped = dockerfile === null || declared.some(({ instruction }) => isShipped(dockerfile, instruction));
  const sinks: Sink[] = used && shipped ? ['history', 'provenance'] : ['provenance'];
  const where = sinks.includes('history') ? 'into the history of the image and its provenance' : 'into the provenance of the build';
  const to = dockerfile === null ? '' : declared.length > 0 ? `, \`ARG ${name}\` of \`${dockerfile.path}\`,` : `, which \`${dockerfile.path}\` does not declare,`;
  const id = name.toLowerCase();
  const literal = value !== null && !value.includes('$') ? value : null;
  return {
    rule,
    name,
    message: `The build argument \`${name}\`${to} is passed a secret, which goes ${where}.`,
    severity: verdict.severity ?? (sinks.includes('history') ? rule.severity : 'medium'),
    confidence: verdict.confidence,
    secret: literal === null || literal === '' ? null : new Secret(literal),
    evidence: [verdict.reason],
    fix: `Pass it as a secret of the build (\`id=${id}\`) in place of the argument, and write \`RUN --mount=type=secret,id=${id},env=${name} …\` in the Dockerfile; \`layerlint lint --fix\` shows both.`,
    exposure: { state: 'build', sinks },
  };
}

function isShipped({ instructions, stages }: Dockerfile, index: number): boolean {
  const stage = instructions[index]?.stage ?? null;
  return stage !== null && stages[stage]!.shipped;
}

/** Judges name, value and the ARG that takes it together; null when nothing says that it is a secret. */
function judgePassed({ name, value }: PassedArgument, declared: readonly Variable[]): SettingVerdict | null {
  const { kind } = judgeName(name);
  if (kind === 'public') return null;
  if (value !== null && /\$\{\{[^}]*\bsecrets\s*[.[]/.test(value)) {
    return kind === 'pointer' ? null : { confidence: kind === 'secret' ? 'high' : 'medium', reason: 'The pipeline takes it from its secrets.' };
  }
  if (value !== null && !value.includes('$')) return judgeSetting(name, value);
  const source = value === null ? null : (/\$\{?([A-Za-z_]\w*)/.exec(value)?.[1] ?? null);
  if (kind === 'pointer') return null;
  if (kind === 'secret' || declared.some((variable) => judgeVariable(variable) !== null)) return { confidence: 'medium', reason: 'Its name says that a secret is passed to the build.' };
  return source !== null && judgeName(source).kind === 'secret' ? { confidence: 'medium', reason: `It takes the value of the secret variable \`${source}\`.` } : null;
}
