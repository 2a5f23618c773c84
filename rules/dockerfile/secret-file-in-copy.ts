import { isOftenHarmless, isSampleName } from '../../src/judge/file-name.js';
import { destinationOf } from '../../src/judge/sinks.js';
import type { CopyPath, CopyPaths } from '../../src/model/dockerfile.js';
import type { DockerfileProblem, FileRule } from '../../src/model/rule.js';
import type { Confidence, Severity } from '../../src/model/severity.js';
import { defineDockerfileRule } from '../../src/rule/define.js';
import { matchFileRule } from '../../src/rule/file-name.js';

/** Variables that programs read a credential file's path from. */
const CREDENTIAL_VARIABLES = /\$\{?(?:AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|GOOGLE_APPLICATION_CREDENTIALS|HF_TOKEN_PATH|KUBECONFIG|NETRC|PGPASSFILE|NPM_CONFIG_USERCONFIG|DOCKER_CONFIG|\w*(?:TOKEN|SECRET|PASSWORD|CREDENTIALS?|PRIVATE_KEY)_(?:FILE|PATH))\b/;
const SECRET_FOLDER = /(?:^|\/)(?:\.?secrets?|credentials?|private[-_]?keys?|ssh[-_]?keys?|\.gnupg)$/i;
/** Folders that may be named as a target with anything in them. */
const FOLDER = /(?:^|\/)(?:\.ssh|\.aws|\.kube|\.azure|gcloud)$/;

interface SecretSource {
  readonly word: CopyPath;
  readonly what: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

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
  check: (dockerfile, files) =>
    dockerfile.instructions.flatMap((instruction) => {
      const { copy } = instruction;
      if (!copy) return [];
      return secretSources(copy, files).map(({ word, what, severity, confidence }): DockerfileProblem => {
        const destination = destinationOf(dockerfile, instruction, ['layer'], severity);
        const name = word.path;
        const id = (name.split('/').at(-1) ?? name).replace(/^\./, '');
        return {
          name,
          message: `\`${instruction.keyword}\` puts \`${name}\` into ${destination.because === null ? 'a layer of the image' : 'the build cache'}: ${what}.`,
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
        };
      });
    }),
});

function secretSources(copy: CopyPaths, files: readonly FileRule[]): SecretSource[] {
  const found = copy.sources.flatMap((word): SecretSource[] => {
    // `.npmrc*` takes in `.npmrc`.
    const paths = [word.path, word.path.replace(/[*?]+$/, '')];
    const rule = files.find((one) => paths.some((path) => path !== '' && matchFileRule(one, path)));
    if (rule && !paths.some(isOftenHarmless)) return [{ word, what: lower(rule.title), severity: rule.severity, confidence: 'medium' }];
    if (SECRET_FOLDER.test(word.path)) return [{ word, what: 'a folder of secrets, going by its name', severity: 'medium', confidence: 'low' }];
    return [];
  });
  const { target } = copy;
  const only = copy.sources.length === 1 ? copy.sources[0] : undefined;
  if (found.length > 0 || !target || !only || isSampleName(only.path)) return found;
  if (CREDENTIAL_VARIABLES.test(target.raw)) return [{ word: only, what: 'the target is where a program looks for credentials', severity: 'high', confidence: 'medium' }];
  const path = target.path.replace(/^~/, 'root');
  if (path.endsWith('/') || FOLDER.test(path) || isOftenHarmless(path) || isOftenHarmless(only.path)) return found;
  const rule = files.find((one) => matchFileRule(one, path));
  return rule ? [{ word: only, what: `it becomes \`${target.path}\`, ${lower(rule.title)}`, severity: rule.severity, confidence: 'medium' }] : found;
}

function lower(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
