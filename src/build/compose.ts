import { isScalar, type Node } from 'yaml';
import { dockerfileOf, joinPath, NOTHING, type BuildFile, type OtherFile, type PassedArgument, type ServiceFile, type ServiceSetting, type StartedBuild } from './build-file.js';
import { readYaml, spanOf, type YamlDocument } from './yaml.js';

/** Services that take from each other in a longer chain than this take in circles. */
const LONGEST_CHAIN = 20;

/** What of a service tells how it is built. */
interface ServiceBuild {
  readonly context: string | null;
  readonly dockerfile: string | null;
  readonly inline: boolean;
  /** Those of this file alone: what another file writes is told of where it is written. */
  readonly args: readonly PassedArgument[];
  /** False when it only takes an image. */
  readonly builds: boolean;
}

/** A file of services, and the folder that its paths are seen from. */
interface ComposeFile {
  readonly document: YamlDocument;
  readonly folder: string;
}

/**
 * Reads what the services of a compose file pass to their builds and to their containers; `extends` is followed, and a file
 * that adds to another one (`compose.override.yaml`, `compose.prod.yaml`) gets the builds of that one.
 * https://docs.docker.com/reference/compose-file/
 */
export function readCompose(text: string, path: string, other: OtherFile): BuildFile {
  const { documents, fault } = readYaml(text);
  const files = new Map<string, ComposeFile | null>();
  const open = (name: string): ComposeFile | null => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const found = other(name);
    const document = found === null ? undefined : readYaml(found).documents[0];
    const file = document ? { document, folder: joinPath(name, '..') } : null;
    files.set(name, file);
    return file;
  };
  const builds: StartedBuild[] = [];
  const settings: ServiceSetting[] = [];
  const settingFiles: ServiceFile[] = [];
  const composeFiles = new Set<string>();
  for (const document of documents) {
    const own = { document, folder: '' };
    for (const included of document.items(document.get(document.root, 'include'))) {
      const paths = document.string(included) === null ? document.get(included, 'path') : included;
      for (const one of document.string(paths) === null ? document.items(paths) : [paths]) addPlain(composeFiles, document.string(one));
    }
    for (const [service, { value }] of document.entries(document.get(document.root, 'services'))) {
      const build = buildOf(own, value, service, path, open, 0);
      if (build.builds && !build.inline) builds.push({ dockerfile: dockerfileOf(build.context, build.dockerfile), args: build.args });
      addPlain(composeFiles, document.stringAt(document.get(value, 'extends'), 'file'));
      settings.push(...document.passed(document.get(value, 'environment')).map((setting) => ({ ...setting, service })));
      settingFiles.push(...settingFilesOf(document, document.get(value, 'env_file'), service));
    }
  }
  return { ...NOTHING, builds, settings, settingFiles, composeFiles: [...composeFiles], fault };
}

/** Variables and addresses of repositories are not followed. */
function addPlain(paths: Set<string>, path: string | null): void {
  if (path !== null && path !== '' && !/[$]|:\/\/|^git@/.test(path)) paths.add(path);
}

function buildOf(file: ComposeFile, service: Node | null, name: string, path: string, open: (name: string) => ComposeFile | null, depth: number): ServiceBuild {
  const { document, folder } = file;
  const build = document.get(service, 'build');
  const short = document.string(build);
  const context = short ?? document.stringAt(build, 'context');
  const dockerfile = document.stringAt(build, 'dockerfile');
  const own: ServiceBuild = {
    context: context === null || folder === '' || /^\/|[$]|:\/\//.test(context) ? context : joinPath(folder, context),
    dockerfile,
    inline: document.get(build, 'dockerfile_inline') !== null,
    args: document.passed(document.get(build, 'args')),
    builds: build !== null,
  };
  if (depth >= LONGEST_CHAIN) return own;
  const extended = document.get(service, 'extends');
  const base = document.string(extended) ?? document.stringAt(extended, 'service');
  const elsewhere = document.stringAt(extended, 'file');
  const parent = elsewhere !== null ? open(joinPath(folder, elsewhere)) : base !== null ? file : baseFile(path, own, open);
  if (!parent) return own;
  const parentName = base ?? name;
  const inherited = buildOf(parent, parent.document.get(parent.document.get(parent.document.root, 'services'), parentName), parentName, '', open, depth + 1);
  const names = new Set(own.args.map((argument) => argument.name));
  return {
    context: own.context ?? inherited.context,
    dockerfile: own.dockerfile ?? inherited.dockerfile,
    inline: own.inline || (own.dockerfile === null && inherited.inline),
    args: parent === file ? [...own.args, ...inherited.args.filter((argument) => !names.has(argument.name))] : own.args,
    builds: own.builds || inherited.builds,
  };
}

/** The file that `compose.X.yaml` adds to, where it does not say itself what is built. */
function baseFile(path: string, { context, dockerfile, builds }: ServiceBuild, open: (name: string) => ComposeFile | null): ComposeFile | null {
  const stem = /(?:^|\/)((?:docker-|podman-)?compose)[.-][\w.-]+\.ya?ml$/i.exec(path)?.[1];
  if (stem === undefined || !builds || context !== null || dockerfile !== null) return null;
  return open(`${stem}.yaml`) ?? open(`${stem}.yml`);
}

/** A name, or several, each by itself or as `path:`. */
function settingFilesOf(document: YamlDocument, node: Node | null, service: string): ServiceFile[] {
  const listed = document.string(node) !== null ? [node] : document.items(node);
  return listed.flatMap((item): ServiceFile[] => {
    const path = document.string(item) === null ? document.get(item, 'path') : item;
    return isScalar(path) && typeof path.value === 'string' && !path.value.includes('$') ? [{ service, path: path.value, ...spanOf(path) }] : [];
  });
}
