import { isScalar, type Node } from 'yaml';
import type { Span } from '../model/dockerfile.js';
import { dockerfileOf, NOTHING, type BuildFile, type OtherFile, type PassedArgument, type StartedBuild } from './build-file.js';
import { readHcl } from './hcl.js';
import { readYaml, spanOf, type YamlDocument } from './yaml.js';

/** A target as one file writes it. */
export interface BakeTarget {
  readonly name: string;
  readonly inherits: readonly string[];
  readonly context: string | null;
  readonly dockerfile: string | null;
  readonly inline: boolean;
  readonly args: readonly PassedArgument[];
  /** The values of each name of the matrix, as far as they are plain strings. */
  readonly matrix: ReadonlyMap<string, readonly string[]>;
}

/** What a bake file says, in HCL or in JSON. */
export interface BakeFile {
  readonly targets: readonly BakeTarget[];
  /** Plain defaults of variables. */
  readonly variables: ReadonlyMap<string, string>;
  readonly fault: string | null;
}

/** One target in as many shapes as this is generated; the rest of them is taken to be alike. */
const MOST_SHAPES = 100;

/**
 * Reads what the targets of a bake file pass to their builds: their own arguments and inherited ones, each tied to the
 * Dockerfile of whoever builds with it. A file that adds to others (`docker-bake.override.hcl`) gets their targets.
 * https://docs.docker.com/build/bake/reference/
 */
export function readBake(text: string, path: string, other: OtherFile): BuildFile {
  const own = readBakeFile(text, path);
  const beside = /\.override\.(?:hcl|json)$/i.test(path) ? ['docker-bake.hcl', 'docker-bake.json'].flatMap((name) => targetsOfFile(name, other(name))) : [];
  const known = new Map<string, BakeTarget[]>();
  for (const target of [...beside, ...own.targets]) known.set(target.name, [...(known.get(target.name) ?? []), target]);
  const ownArgs = new Set(own.targets.flatMap(({ args }) => args));
  const builds: StartedBuild[] = [];
  const effective = createInheritance(known);
  for (const name of known.keys()) {
    const { context, dockerfile, inline, args, matrix } = effective(name);
    const passed = args.filter((argument) => ownArgs.has(argument)).map((argument) => ({ ...argument, value: withDefaults(argument.value, own.variables) }));
    if (inline || passed.length === 0) continue;
    const files = new Set(shapes(matrix).map((values) => dockerfileOf(fill(context, values, own.variables), fill(dockerfile, values, own.variables))));
    for (const file of files) builds.push({ dockerfile: file, args: passed });
  }
  return { ...NOTHING, builds, fault: own.fault };
}

function readBakeFile(text: string, path: string): BakeFile {
  return path.toLowerCase().endsWith('.json') ? readBakeJson(text) : readHcl(text);
}

function targetsOfFile(path: string, text: string | null): readonly BakeTarget[] {
  return text === null ? [] : readBakeFile(text, path).targets;
}

/** Targets with all that they inherit: what stands later counts. Each is worked out once; a circle ends where it closes. */
function createInheritance(known: ReadonlyMap<string, readonly BakeTarget[]>): (name: string) => BakeTarget {
  const done = new Map<string, BakeTarget>();
  const effective = (name: string): BakeTarget => {
    const before = done.get(name);
    if (before) return before;
    const parts = known.get(name) ?? [];
    let result: BakeTarget = { name, inherits: [], context: null, dockerfile: null, inline: false, args: [], matrix: new Map() };
    done.set(name, result);
    for (const parent of new Set(parts.flatMap(({ inherits }) => inherits))) result = merged(result, effective(parent));
    for (const part of parts) result = merged(result, part);
    done.set(name, result);
    return result;
  };
  return effective;
}

function merged(base: BakeTarget, target: BakeTarget): BakeTarget {
  const names = new Set(target.args.map((argument) => argument.name));
  return {
    ...base,
    context: target.context ?? base.context,
    dockerfile: target.dockerfile ?? base.dockerfile,
    inline: target.inline || (base.inline && target.dockerfile === null),
    args: [...base.args.filter((argument) => !names.has(argument.name)), ...target.args],
    matrix: new Map([...base.matrix, ...target.matrix]),
  };
}

/** Every combination of the matrix's values. */
function shapes(matrix: BakeTarget['matrix']): ReadonlyMap<string, string>[] {
  let all: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of matrix) {
    if (values.length === 0) continue;
    all = all.flatMap((shape) => values.map((value) => new Map([...shape, [name, value]]))).slice(0, MOST_SHAPES);
  }
  return all;
}

function fill(text: string | null, values: ReadonlyMap<string, string>, variables: ReadonlyMap<string, string>): string | null {
  return text === null ? null : text.replace(/\$\{(\w+)\}/g, (written, name: string) => values.get(name) ?? variables.get(name) ?? written);
}

/** `${X}` is its default where that is plain text: this is what is passed when nobody sets another. */
function withDefaults(value: string | null, variables: ReadonlyMap<string, string>): string | null {
  const name = value === null ? undefined : /^\$\{(\w+)\}$/.exec(value)?.[1];
  const preset = name === undefined ? undefined : variables.get(name);
  return preset ? `\${${name!}:-${preset}}` : value;
}

function readBakeJson(text: string): BakeFile {
  const { documents, fault } = readYaml(text);
  const [document] = documents;
  if (!document) return { targets: [], variables: new Map(), fault };
  const variables = new Map([...document.entries(document.get(document.root, 'variable'))].flatMap(([name, { value }]) => {
    const preset = document.stringAt(value, 'default');
    return preset === null ? [] : [[name, preset] as const];
  }));
  const targets = [...document.entries(document.get(document.root, 'target'))].map(([name, { value }]) => jsonTarget(document, name, value));
  return { targets, variables, fault };
}

function jsonTarget(document: YamlDocument, name: string, target: Node | null): BakeTarget {
  const strings = (node: Node | null): string[] => document.items(node).flatMap((item) => document.string(item) ?? []);
  return {
    name,
    inherits: strings(document.get(target, 'inherits')),
    context: document.stringAt(target, 'context'),
    dockerfile: document.stringAt(target, 'dockerfile'),
    inline: document.get(target, 'dockerfile-inline') !== null,
    args: [...document.entries(document.get(target, 'args')).values()].map(({ name: argument, key, value }) => ({ name: argument, value: document.string(value), ...placeOf(value, spanOf(key)) })),
    matrix: new Map([...document.entries(document.get(target, 'matrix'))].map(([key, { value }]) => [key, strings(value)])),
  };
}

function placeOf(value: Node | null, otherwise: Span): Span {
  return isScalar(value) && value.value !== null ? spanOf(value) : otherwise;
}
