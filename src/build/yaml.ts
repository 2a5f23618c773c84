import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit, type Document, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Span } from '../model/dockerfile.js';
import { buildCommands } from './command.js';
import { dockerfileOf, type BuildFile, type PassedArgument, type StartedBuild } from './build-file.js';

/** Reads the builds of a compose file. https://docs.docker.com/reference/compose-file/build/ */
export function readCompose(text: string): BuildFile {
  return readYaml(text, (document) => {
    const services = mapIn(document, document.contents, 'services');
    return (services?.items ?? []).flatMap(({ value }): StartedBuild[] => {
      const service = resolved(document, value);
      const build = isMap(service) ? resolved(document, service.get('build', true)) : null;
      if (!isMap(build) || build.has('dockerfile_inline')) return [];
      const args = resolved(document, build.get('args', true));
      return [{ dockerfile: dockerfileOf(stringIn(document, build, 'context'), stringIn(document, build, 'dockerfile')), args: passedIn(document, args) }];
    });
  });
}

/** Reads a bake file in JSON, which is YAML too. https://docs.docker.com/build/bake/reference/ */
export function readBakeJson(text: string): BuildFile {
  return readYaml(text, (document) =>
    (mapIn(document, document.contents, 'target')?.items ?? []).flatMap(({ value }): StartedBuild[] => {
      const target = resolved(document, value);
      if (!isMap(target) || target.has('dockerfile-inline')) return [];
      const args = resolved(document, target.get('args', true));
      return [{ dockerfile: dockerfileOf(stringIn(document, target, 'context'), stringIn(document, target, 'dockerfile')), args: passedIn(document, args) }];
    }),
  );
}

/** Reads workflows and actions: the step docker/build-push-action, and scripts that call a builder. */
export function readGithub(text: string): BuildFile {
  return readYaml(text, (document) => {
    const builds: StartedBuild[] = [];
    visit(document, {
      Map(_, step) {
        const settings = resolved(document, step.get('with', true));
        if (isMap(settings) && /^docker\/build-push-action@|\/build-push-action@/.test(stringIn(document, step, 'uses') ?? '')) {
          const args = resolved(document, settings.get('build-args', true));
          if (isScalar(args)) builds.push({ dockerfile: workflowDockerfile(stringIn(document, settings, 'context'), stringIn(document, settings, 'file')), args: passedLines(text, args) });
        }
        const script = resolved(document, step.get('run', true));
        if (isScalar(script)) builds.push(...scriptBuilds(text, script));
      },
    });
    return builds;
  });
}

/** Reads a GitLab pipeline: every script that calls a builder. */
export function readGitlab(text: string): BuildFile {
  return readYaml(text, (document) => {
    const builds: StartedBuild[] = [];
    visit(document, {
      Scalar(key, scalar) {
        if (key !== 'key' && typeof scalar.value === 'string' && scalar.value.includes('--build-arg')) builds.push(...scriptBuilds(text, scalar));
      },
    });
    return builds;
  });
}

/** Deeper than anyone nests; the parser's cost grows with the square of it. */
const DEEPEST = 500;

function readYaml(text: string, read: (document: Document.Parsed) => StartedBuild[]): BuildFile {
  if (depthOf(text) > DEEPEST) return { builds: [], fault: 'It is nested too deeply' };
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents)) return { builds: [], fault: null };
    const error = documents.flatMap(({ errors }) => errors)[0];
    return { builds: documents.flatMap((document) => read(document as Document.Parsed)), fault: error ? `It is no valid YAML: ${error.code}` : null };
  } catch (error) {
    // Nesting that is deeper than the stack.
    if (error instanceof RangeError) return { builds: [], fault: 'It is nested too deeply' };
    throw error;
  }
}

/** At least as deep as the text is nested: brackets that are open, or lists begun on one line. */
function depthOf(text: string): number {
  let open = 0;
  let deepest = 0;
  let begun = 0;
  for (const character of text) {
    if (character === '{' || character === '[') open += 1;
    else if (character === '}' || character === ']') open = Math.max(0, open - 1);
    else if (character === '-' || character === '?') begun += 1;
    else if (character === '\n') begun = 0;
    else if (character !== ' ') begun = Math.min(begun, 1);
    deepest = Math.max(deepest, open, begun);
  }
  return deepest;
}

/** One step of an alias is enough: an alias of an alias is not in the language. */
function resolved(document: Document, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(document) ?? null;
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

function mapIn(document: Document, node: unknown, key: string): YAMLMap | null {
  const found = isMap(node) ? resolved(document, node.get(key, true)) : null;
  return isMap(found) ? found : null;
}

function stringIn(document: Document, map: YAMLMap, key: string): string | null {
  const found = resolved(document, map.get(key, true));
  return isScalar(found) && typeof found.value === 'string' ? found.value : null;
}

/** `NAME: value` or `- NAME=value`. */
function passedIn(document: Document, args: Node | null): PassedArgument[] {
  if (isMap(args)) {
    return args.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const given = resolved(document, value);
      const place = isScalar(given) && given.value !== null ? given : key;
      return name === '' || !isScalar(place) ? [] : [{ name, value: isScalar(given) && given.value !== null ? String(given.value) : null, ...spanOf(place) }];
    });
  }
  if (!isSeq(args)) return [];
  return args.items.flatMap((item) => {
    const found = isScalar(item) && typeof item.value === 'string' ? /^([A-Za-z_]\w*)(?:=([^]*))?$/.exec(item.value) : null;
    return found && isScalar(item) ? [{ name: found[1]!, value: found[2] ?? null, ...spanOf(item) }] : [];
  });
}

function spanOf({ range }: Scalar): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Lines of `NAME=value`, as the action takes them. */
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

/** `file` is seen from the repository, not from the context. */
function workflowDockerfile(context: string | null, file: string | null): string | null {
  return file === null ? dockerfileOf(context, null) : dockerfileOf('.', file);
}
