import { dockerfileOf, type StartedBuild } from './build-file.js';

const BUILD = /\b(?:docker|podman|nerdctl|buildah|img|kaniko\/executor|depot)\b[^\n]{0,200}?\b(?:build|bud)\b|\/kaniko\/executor\b|\bdocker-compose\b[^\n]{0,200}?\bbuild\b/;
/** `${{ … }}` may hold blanks. */
const VALUE = /(?:\$\{\{[^}]{0,500}\}\}|\$(?!\{\{)|\\.|"(?:\$\{\{[^}]{0,500}\}\}|\$(?!\{\{)|[^"\\$]|\\.){0,2000}"|'[^']{0,2000}'|[^\s"'\\;&|$])*/y;
const ARGUMENT = /--build-arg(?:=|[ \t]+)/g;
const FILE = /(?:^|\s)(?:-f|--file|--dockerfile)(?:=|[ \t]+)["']?([^\s"']+)/;

/** The builds that a shell script starts, each command by itself; offsets count from `offset`. */
export function buildCommands(script: string, offset: number): StartedBuild[] {
  const builds: StartedBuild[] = [];
  // A command ends with its line unless a backslash takes it on.
  for (const command of script.matchAll(/(?:[^\\\n]|\\[^])+/g)) {
    const [text] = command;
    if (!text.includes('--build-arg') || !BUILD.test(text)) continue;
    const args = [...text.matchAll(ARGUMENT)].flatMap((match) => {
      VALUE.lastIndex = match.index + match[0].length;
      const word = VALUE.exec(text)?.[0] ?? '';
      const at = offset + command.index + match.index + match[0].length;
      return passed(word, at) ?? [];
    });
    if (args.length > 0) builds.push({ dockerfile: dockerfileOf('.', FILE.exec(text)?.[1] ?? null), args });
  }
  return builds;
}

/** `NAME=value`, whole or in part in quotes. */
function passed(word: string, at: number): StartedBuild['args'][number] | null {
  const found = /^(["']?)([A-Za-z_]\w*)(?:=([^]*))?$/.exec(word.replace(/^(["'])([^]*)\1$/, '$2'));
  if (!found) return null;
  const quote = /^["']/.test(word) ? 1 : 0;
  const name = found[2]!;
  const value = found[3] === undefined ? null : found[3].replace(/^(["'])([^]*)\1$/, '$2');
  const start = value === null ? at + quote : at + quote + name.length + 1;
  return { name, value, start, end: at + word.length - quote };
}
