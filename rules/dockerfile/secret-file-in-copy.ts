import { copiedSecrets } from '../../src/judge/copied-secret.js';
import { followFile } from '../../src/judge/file-way.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import type { Dockerfile } from '../../src/model/dockerfile.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import { isPublicKey, publicKeys } from '../../src/judge/public-key.js';
import { landingPath, rootPath } from '../../src/judge/stage-paths.js';
import { joinWorkdir } from '../../src/model/workdir.js';
import { defineDockerfileRule } from '../../src/rule/define.js';
import { matchFileRule } from '../../src/rule/file-name.js';

/** Variables that programs read a credential file's path from. */
const PATH_VARIABLES = new Set(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'GOOGLE_APPLICATION_CREDENTIALS', 'HF_TOKEN_PATH', 'KUBECONFIG', 'PGPASSFILE', 'NPM_CONFIG_USERCONFIG']);
/** COPY or ADD of a file that holds secrets by nature. */
export const secretFileInCopy = defineDockerfileRule({
  id: 'secret-file-in-copy',
  title: 'Secret file copied into the image',
  severity: 'high',
  why: 'A copied file lies in a layer for good: removing it later only hides it, and whoever can pull the image can read the layer.',
  fix: 'Mount it for the one RUN that reads it: `RUN --mount=type=secret,id=…,target=/path/of/the/file …`; for SSH keys use `RUN --mount=type=ssh`. Name the file in `.dockerignore`.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  examples: {
    leaks: ['FROM alpine\nCOPY package.json .npmrc ./\n', 'FROM alpine\nADD .ssh/id_rsa /root/.ssh/id_rsa\n', 'FROM alpine\nCOPY deploy /root/.ssh/id_rsa\n', 'FROM alpine\nCOPY ./config $AWS_CONFIG_FILE\n'],
    clean: ['FROM scratch\nCOPY .env.example .npmrc.example id_rsa.pub public.pem ca-bundle.pem /etc/x/\n', 'FROM alpine\nCOPY .env.example .env\nCOPY known_hosts /root/.ssh/\n'],
  },
  check: (dockerfile, files) => {
    const targets = credentialTargets(dockerfile);
    const known = publicKeys(dockerfile);
    return dockerfile.instructions.flatMap((instruction) => {
      const { copy } = instruction;
      if (!copy) return [];
      return copiedSecrets(copy, (path) => files.find((one) => matchFileRule(one, path)) ?? null, targets.get(instruction.stage ?? -1)).filter(({ word }) => !isPublicKey(word.path, known)).map(({ word, what, severity, confidence }): DockerfileProblem => {
        const name = word.path;
        const way = followFile(dockerfile, instruction, landingPath({ ...copy, sources: copy.sources.length > 1 ? [word, word] : [word], excludes: [] }, rootPath(name)) ?? name);
        const destination = destinationOf(dockerfile, instruction, ['layer'], severity, way);
        const id = (name.split('/').at(-1) ?? name).replace(/^\./, '');
        return {
          name,
          message: `\`${instruction.keyword}\` puts \`${name}\` into ${placeWords(destination, 'a layer of the image')}: ${what}.`,
          secret: null,
          confidence,
          severity: destination.severity,
          evidence: destination.because === null ? [] : [destination.because],
          fix: /id_|_rsa|ed25519|\.ssh/.test(name)
            ? `Leave \`${name}\` out and let the builder use your agent: \`RUN --mount=type=ssh …\`, built with \`--ssh default\`.`
            : `Leave \`${name}\` out and mount it where it is read: \`RUN --mount=type=secret,id=${id},target=${copy.target?.path.replace(/\/$/, `/${name.split('/').at(-1)}`) ?? `/run/secrets/${id}`} …\`, built with \`--secret id=${id},src=${name}\`.`,
          start: word.start,
          end: word.end,
          sinks: destination.sinks,
          flow: [{ start: word.start, end: word.end, message: `\`${instruction.keyword}\` brings \`${name}\` in.` }, ...way.steps],
        };
      });
    });
  },
});

/** By stage, the files that a variable names as where a program looks for credentials. */
function credentialTargets({ instructions }: Dockerfile): ReadonlyMap<number, ReadonlySet<string>> {
  const targets = new Map<number, Set<string>>();
  for (const { stage, variables } of instructions) {
    for (const { name, value } of variables) {
      if (stage === null || !value || !PATH_VARIABLES.has(name)) continue;
      targets.set(stage, (targets.get(stage) ?? new Set()).add(joinWorkdir('', value)));
    }
  }
  return targets;
}
