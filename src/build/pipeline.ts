import { isMap, isScalar, type Node, type Scalar, type YAMLMap } from 'yaml';
import { dockerfileOf, NOTHING, type BuildFile, type PassedArgument, type StartedBuild } from './build-file.js';
import { buildArguments, buildCommands, passed } from './command.js';
import { readYaml, spanOf, type YamlDocument } from './yaml.js';

/** Settings of steps and plug-ins that are build arguments: one to a line, a list, a mapping. */
const ARGUMENTS = ['build-args', 'build_args', 'buildArgs', 'buildargs', 'build-arg', 'build_arg'];
/** Settings that name the Dockerfile, as seen from the repository or from the context. */
const FILES = ['file', 'dockerfile', 'Dockerfile', 'dockerFile', 'containerfiles', 'dockerfiles', 'dockerfilePath'];
const CONTEXTS = ['context', 'buildContext', 'path', 'docker-context'];
/** Settings that hold flags of the builder. */
const FLAGS = ['arguments', 'buildArguments', 'extra_build_args', 'build_extra_args', 'extra-build-args', 'args', 'build_flags'];
/** Names of variables whose values come from the pipeline's secrets, as plug-ins take them. */
const FROM_ENVIRONMENT = ['build_args_from_env', 'build-args-from-env'];

/**
 * Reads workflows and actions: steps that build, and scripts that call a builder.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function readGithub(text: string): BuildFile {
  return readSteps(text, ['with']);
}

/** Reads pipelines of all other kinds: every script that calls a builder, and the settings of plug-ins and tasks that do. */
export function readPipeline(text: string): BuildFile {
  return readSteps(text, ['settings', 'inputs', 'docker', 'with', 'docker/build', 'docker/publish']);
}

function readSteps(text: string, settingNames: readonly string[]): BuildFile {
  const { documents, fault } = readYaml(text);
  const builds: StartedBuild[] = [];
  const secretNames = new Set<string>();
  for (const document of documents) {
    document.walk({
      map: (map) => {
        for (const name of secretVariables(document, map)) secretNames.add(name);
        // A plug-in may have its settings beside its name.
        const plugin = document.stringAt(map, 'image', 'task', 'uses') !== null ? [map] : [];
        for (const settings of [...settingNames.flatMap((name) => document.get(map, name) ?? []), ...plugin]) if (isMap(settings)) builds.push(...stepBuilds(text, document, settings));
      },
      scalar: (scalar) => {
        if (typeof scalar.value === 'string' && /--(?:build-arg|opt)/.test(scalar.value)) builds.push(...scriptBuilds(text, scalar));
      },
      list: (items) => builds.push(...wordBuilds(document, items)),
    });
  }
  return { ...NOTHING, builds: distinct(builds), secretNames, fault };
}

/** What a step hands to the builder by its settings. */
function stepBuilds(text: string, document: YamlDocument, settings: YAMLMap): StartedBuild[] {
  const args: PassedArgument[] = [];
  for (const name of ARGUMENTS) {
    const given = document.get(settings, name);
    if (isScalar(given)) args.push(...passedLines(text, given));
    else args.push(...document.passed(given));
  }
  for (const name of FROM_ENVIRONMENT) for (const item of document.items(document.get(settings, name))) if (isScalar(item)) args.push({ name: String(item.value), value: null, ...spanOf(item) });
  for (const name of FLAGS) {
    const given = document.get(settings, name);
    if (isScalar(given)) args.push(...buildArguments(text.slice(spanOf(given).start, spanOf(given).end), spanOf(given).start));
  }
  if (args.length === 0) return [];
  const file = document.stringAt(settings, ...FILES) ?? firstOf(document, settings, FILES);
  const context = document.stringAt(settings, ...CONTEXTS);
  // The file is seen from the repository, not from the context.
  return [{ dockerfile: file === null ? dockerfileOf(context, null) : dockerfileOf('.', file), args }];
}

function firstOf(document: YamlDocument, settings: YAMLMap, names: readonly string[]): string | null {
  for (const name of names) {
    const [first] = document.items(document.get(settings, name));
    if (first) return document.string(first);
  }
  return null;
}

/** `env: { X: ${{ secrets.Y }} }`, `X: { from_secret: y }`: variables that hold what a store of secrets gave. */
function secretVariables(document: YamlDocument, map: YAMLMap): string[] {
  return [...document.entries(map).values()].flatMap(({ name, value }) => {
    const text = document.string(value);
    return (text !== null && /\$\{\{[^}]*\bsecrets\s*[.[]/.test(text)) || document.get(value, 'from_secret') !== null ? [name] : [];
  });
}

/** `["build", "--build-arg", "X=$Y", "."]`: a command as a list of its words. */
function wordBuilds(document: YamlDocument, items: readonly Node[]): StartedBuild[] {
  const words = items.flatMap((item) => {
    const node = document.resolve(item);
    return isScalar(node) && typeof node.value === 'string' ? [{ text: node.value, node }] : [];
  });
  const args = words.flatMap(({ text, node }, at): PassedArgument[] => {
    const own = /^--(?:build-arg|opt)(?:=(?:build-arg:)?([^]*))?$/.exec(text);
    if (!own) return [];
    const word = own[1] === undefined ? words[at + 1] : { text: own[1], node };
    const found = word && passed(word.text.replace(/^build-arg:/, ''), 0);
    return found ? [{ name: found.name, value: found.value, ...spanOf(word.node) }] : [];
  });
  if (args.length === 0) return [];
  const at = words.findIndex(({ text }) => /^(?:-f|--file|--dockerfile)(?:=|$)/.test(text));
  const file = at === -1 ? null : (/=(.*)$/.exec(words[at]!.text)?.[1] ?? words[at + 1]?.text ?? null);
  const last = words.at(-1)!.text;
  return [{ dockerfile: file !== null ? dockerfileOf('.', file) : dockerfileOf(/^[-$]|=/.test(last) ? '.' : last, null), args }];
}

/** Lines of `NAME=value`, as actions take them; or one line of several, with commas between. */
function passedLines(text: string, scalar: Scalar): PassedArgument[] {
  const { start, end } = spanOf(scalar);
  return [...text.slice(start, end).matchAll(/^[ \t]*["']?([A-Za-z_]\w*)=([^\n]*)$/gm)].map((line) => {
    const value = line[2]!.trimEnd().replace(/["']$/, '');
    const from = start + line.index + line[0].indexOf('=') + 1;
    return { name: line[1]!, value, start: from, end: from + value.length };
  });
}

function scriptBuilds(text: string, scalar: Scalar): StartedBuild[] {
  const { start, end } = spanOf(scalar);
  return buildCommands(text.slice(start, end), start);
}

/** A step may be met by two ways. */
function distinct(builds: readonly StartedBuild[]): StartedBuild[] {
  return [...new Map(builds.map((build) => [build.args.map(({ start }) => start).join(' '), build])).values()];
}
