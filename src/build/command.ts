import { dockerfileOf, joinPath, type PassedArgument, type StartedBuild } from './build-file.js';

/** Programs that build, as a word or as the end of a path; between them and `build` stand flags and sub-commands only. */
const BUILD =
  /(?:^|[\s"'`(;&|@{/])(?:docker|podman|nerdctl|buildah|img|depot|finch|buildctl|earthly)(?:\.exe)?(?:[ \t]+[^\s;&|]+){0,12}?[ \t]+(?:build|bud|buildx)\b|\/kaniko\/executor\b|\bdocker-compose\b[^\n]{0,200}?\bbuild\b|\bdocker\.build\s*\(/;
/** `${{ … }}` may hold blanks. */
const VALUE = /(?:\$\{\{[^}]{0,500}\}\}|\$\{[^}\s]{0,500}\}|\$\([^)\s]{0,200}\)|\$(?!\{\{)|\\.|"(?:\$\{\{[^}]{0,500}\}\}|\$(?!\{\{)|[^"\\$]|\\.){0,2000}"|'[^']{0,2000}'|[^\s"'\\;&|$])*/y;
const ARGUMENT = /--(?:build-arg|opt)(?:=|[ \t]+)(?:build-arg:)?/g;
const FILE = /(?:^|\s)(?:-f|--file|--dockerfile)(?:=|[ \t]+)["']?([^\s"']+)/;
/** Flags of `build` that take a word of their own. */
const WITH_VALUE = /^(?:-t|--tag|-f|--file|--build-arg|--target|--platform|--secret|--ssh|--label|--network|--cache-from|--cache-to|-o|--output|--progress|--add-host|--build-context|--builder|--iidfile|-m|--memory|--shm-size|--ulimit|--pull-policy|--format|--isolation|--layers|--annotation|--attest|--metadata-file|--cpuset-cpus|--cgroup-parent|--opt|--dockerfile|--context|--destination)$/;

/** The builds that a shell script starts, each command by itself; offsets count from `offset`. */
export function buildCommands(script: string, offset: number): StartedBuild[] {
  const builds: StartedBuild[] = [];
  // A command ends with its line unless a backslash takes it on.
  for (const command of script.matchAll(/(?:[^\\\n]|\\[^])+/g)) {
    const [text] = command;
    if (!/--(?:build-arg|opt)/.test(text) || !BUILD.test(text)) continue;
    const args = buildArguments(text, offset + command.index);
    if (args.length > 0) builds.push({ dockerfile: commandDockerfile(text), args });
  }
  return builds;
}

/** Every `--build-arg NAME=value` of a text. */
export function buildArguments(text: string, offset: number): PassedArgument[] {
  return [...text.matchAll(ARGUMENT)].flatMap((match) => {
    VALUE.lastIndex = match.index + match[0].length;
    const word = VALUE.exec(text)?.[0] ?? '';
    return passed(word, offset + match.index + match[0].length) ?? [];
  });
}

/** `-f FILE`, seen from where the command runs, or the Dockerfile of the context that stands last. */
function commandDockerfile(text: string): string | null {
  const named = FILE.exec(text)?.[1];
  if (named !== undefined) return dockerfileOf('.', named);
  const build = /\s(?:build|bud)\s+([^]*)$/.exec(text.replace(/\\\r?\n/g, ' '))?.[1];
  const context = build === undefined ? undefined : contextOf(build);
  if (context === undefined || /^[-"'`$]|["'`)\]]/.test(context)) return dockerfileOf('.', null);
  return /[$]|:\/\/|^git@/.test(context) ? null : joinPath(context, 'Dockerfile');
}

/** The last word in front of the command's end that belongs to no flag. */
function contextOf(words: string): string | undefined {
  let context: string | undefined;
  let skip = false;
  for (const [word] of words.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\{\{[^}]*\}\}|[^\s"';&|<>]|["'])+|[;&|<>]/g)) {
    if (/^[;&|<>]$/.test(word)) break;
    if (skip) skip = false;
    else if (word.startsWith('-') && word !== '-') skip = WITH_VALUE.test(word);
    else context = word;
  }
  return context;
}

/** `NAME=value`, whole or in part in quotes. */
export function passed(word: string, at: number): PassedArgument | null {
  const found = /^(["']?)([A-Za-z_]\w*)(?:=([^]*))?$/.exec(word.replace(/^(["'])([^]*)\1$/, '$2'));
  if (!found) return null;
  const quote = /^["']/.test(word) ? 1 : 0;
  const name = found[2]!;
  const value = found[3] === undefined ? null : found[3].replace(/^(["'])([^]*)\1$/, '$2');
  const start = value === null ? at + quote : at + quote + name.length + 1;
  return { name, value, start, end: at + word.length - quote };
}
