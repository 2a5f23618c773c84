import type { Dockerfile } from '../model/dockerfile.js';
import type { FixTarget, Plan } from './fix.js';

/** What is known of the build context beside the Dockerfile. */
export interface ContextKnowledge {
  /** True for a path whose name says that the file holds secrets (`.env`, `id_rsa`). */
  isSecretFile(path: string): boolean;
  /** The files that the builder is sent, relative, with slashes. */
  readonly files: readonly string[];
}

/** Leaves a file of secrets out of the build context; any other file may be what the image is made for. */
export function planContextFile(dockerfile: Dockerfile, target: FixTarget, { isSecretFile, files }: ContextKnowledge): Plan {
  const { name } = target;
  const no = (reason: string): Plan => ({ target, reason });
  if (!isSecretFile(name) && !isRepository(name)) return no(`\`${name}\` may be needed in the image: take the value out of it.`);
  const sources = dockerfile.instructions.flatMap(({ copy }) => (copy !== null && copy.from === null ? copy.sources : []));
  if (sources.some(({ path }) => path === name)) return no(`An instruction copies \`${name}\` by its name: take it out there first.`);
  const emptied = sources.find(({ path }) => path !== '' && name.startsWith(`${path}/`) && !files.some((file) => file !== name && file.startsWith(`${path}/`) && !isSecretFile(file)));
  if (emptied) return no(`Without \`${name}\` there is nothing left for the instruction that copies \`${emptied.path}\`.`);
  return [
    {
      target,
      title: `\`${name}\` stays out of the build context.`,
      edits: [],
      ignore: [name],
      secrets: [],
      notes: isRepository(name) ? [] : [`The image no longer holds \`${name}\`: what the program needs of it is given to the container when it starts.`],
    },
  ];
}

/** The repository's own folder, with logins in the addresses of its remotes. */
function isRepository(path: string): boolean {
  return /(?:^|\/)\.git\//.test(path);
}
