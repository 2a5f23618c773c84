import { followFile } from '../../src/judge/file-way.js';
import { isOftenHarmless, isSampleName } from '../../src/judge/file-name.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import type { CopyPath, CopyPaths, Dockerfile } from '../../src/model/dockerfile.js';
import type { DockerfileProblem, FileRule } from '../../src/model/rule.js';
import type { Confidence, Severity } from '../../src/model/severity.js';
import { isPublicKey, publicKeys } from '../../src/judge/public-key.js';
import { landingPath, rootPath } from '../../src/judge/stage-paths.js';
import { joinWorkdir } from '../../src/model/workdir.js';
import { defineDockerfileRule } from '../../src/rule/define.js';
import { matchFileRule } from '../../src/rule/file-name.js';

/** Variables that programs read a credential file's path from. */
const PATH_VARIABLES = new Set(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'GOOGLE_APPLICATION_CREDENTIALS', 'HF_TOKEN_PATH', 'KUBECONFIG', 'PGPASSFILE', 'NPM_CONFIG_USERCONFIG']);
const CREDENTIAL_VARIABLES = /\$\{?(?:AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|GOOGLE_APPLICATION_CREDENTIALS|HF_TOKEN_PATH|KUBECONFIG|NETRC|PGPASSFILE|NPM_CONFIG_USERCONFIG|DOCKER_CONFIG|\w*(?:TOKEN|SECRET|PASSWORD|CREDENTIALS?|PRIVATE_KEY)_(?:FILE|PATH))\b/;
/** Names that people give to the key of a service account. */
const KEY_FILE = /(?:^|\/)(?:key|key-?file|sa|sa-key|gcloud|gcp|google-?key|[\w.-]*firebase-adminsdk[\w.-]*)\.json$/i;
const SECRET_FOLDER = /(?:^|\/)(?:\.?secrets?|credentials?|private[-_]?keys?|ssh[-_]?keys?|\.gnupg)$/i;
/** Names of files that mostly hold a login, though some projects fill it in from elsewhere. */
const MOSTLY = /(?:^|\/)(?:wp-config\.php|local\.settings\.json|credentials\.(?:ya?ml|toml|ini))$|(?:^|\/)\.config\/(?:gh|hub)$/i;
/** `app-secrets.yml`, `ipsec.secrets`, `client_secret.json`. */
const SECRETS_FILE = /(?:^|[/._-])secrets?\.(?:ya?ml|json|toml|ini|conf|xml|properties|txt)$|(?:^|\/)[\w-]+\.secrets$|(?:^|\/)(?:chap|pap)-secrets$/i;
const HTPASSWD = /[._-]htpasswd$|(?:^|\/)[\w-]+\.passwd$|(?:^|\/)\.?htpasswd[._-][\w-]+$|(?:^|\/)\.htpass$/i;
/** Where VNC servers keep their password. */
const VNC_PASSWORD = /(?:^|\/)\.(?:x11)?vnc\/passwd(?:file)?$|(?:^|\/)(?:x11)?vncpasswd(?:file)?$/i;
const MAVEN_SETTINGS = /\/maven\/(?:conf|ref)(?:\/|$)/;
/** Where a folder of that name holds code. */
const CODE_FOLDER = /(?:^|\/)(?:src|lib|pkg|internal|cmd)\//i;
const SSH_FOLDER = /(?:^|\/)\.ssh\/?$/;
/** A folder as a whole, going by its slash or by its name. */
const KEY_FOLDER = /^(?!.*(?:conf|known|authorized|pub))(?:.*\/\*?|(?:.*[/])?\.?(?:ssh|(?:ssh[-_]?)?keys?)(?:\/\*)?)$/i;
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
  check: (dockerfile, files) => {
    const targets = credentialTargets(dockerfile);
    const known = publicKeys(dockerfile);
    return dockerfile.instructions.flatMap((instruction) => {
      const { copy } = instruction;
      if (!copy) return [];
      return secretSources(copy, files, targets.get(instruction.stage ?? -1)).filter(({ word }) => !isPublicKey(word.path, known)).map(({ word, what, severity, confidence }): DockerfileProblem => {
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

function secretSources(copy: CopyPaths, files: readonly FileRule[], targets: ReadonlySet<string> | undefined): SecretSource[] {
  const found = copy.sources.flatMap((word): SecretSource[] => {
    // `.npmrc*` takes in `.npmrc`.
    const paths = [word.path, word.path.replace(/[*?]+$/, '')];
    const rule = files.find((one) => paths.some((path) => path !== '' && matchFileRule(one, path)));
    if (rule && !paths.some(isOftenHarmless) && !isProjectFolder(word.path, copy)) return [{ word, what: lower(rule.title), severity: rule.severity, confidence: 'medium' }];
    const maven = /(?:^|[-_./])settings[\w.-]*\.xml$/i.test(word.path) && MAVEN_SETTINGS.test(copy.target?.path ?? '');
    if ((maven || MOSTLY.test(word.path)) && !isSampleName(word.path)) return [{ word, what: 'a file that mostly holds a login, going by its name', severity: 'medium', confidence: 'low' }];
    if (KEY_FILE.test(word.path)) return [{ word, what: 'the key of a service account, going by its name', severity: 'high', confidence: 'low' }];
    if (HTPASSWD.test(word.path) && !isSampleName(word.path)) return [{ word, what: 'a file of passwords, going by its name', severity: 'high', confidence: 'medium' }];
    if (SECRETS_FILE.test(word.path) && !isSampleName(word.path)) return [{ word, what: 'a file of secrets, going by its name', severity: 'high', confidence: 'low' }];
    if (SECRET_FOLDER.test(word.path) && !CODE_FOLDER.test(word.path)) return [{ word, what: 'a folder of secrets, going by its name', severity: 'medium', confidence: 'low' }];
    return [];
  });
  const { target } = copy;
  const only = copy.sources.length === 1 ? copy.sources[0] : undefined;
  if (found.length > 0 || !target || !only || isSampleName(only.path)) return found;
  const copied = target.path.endsWith('/') ? joinWorkdir(target.path, only.path.split('/').at(-1)!) : target.path;
  if (CREDENTIAL_VARIABLES.test(target.raw) || targets?.has(copied)) return [{ word: only, what: 'the target is where a program looks for credentials', severity: 'high', confidence: 'medium' }];
  if (SSH_FOLDER.test(target.path) && KEY_FOLDER.test(only.path)) return [{ word: only, what: `it becomes \`${target.path}\`, where SSH keeps its keys`, severity: 'high', confidence: 'low' }];
  const path = target.path.replace(/^~/, 'root');
  if (path.endsWith('/') || FOLDER.test(path) || isOftenHarmless(path) || isOftenHarmless(only.path)) return found;
  if (VNC_PASSWORD.test(path)) return [{ word: only, what: `it becomes \`${target.path}\`, a password file`, severity: 'high', confidence: 'medium' }];
  const rule = files.find((one) => matchFileRule(one, path));
  return rule ? [{ word: only, what: `it becomes \`${target.path}\`, ${lower(rule.title)}`, severity: rule.severity, confidence: 'medium' }] : found;
}

/** Projects call the folder of their build's files `.docker` too; the logins are there only when it becomes one again. */
function isProjectFolder(path: string, { target }: CopyPaths): boolean {
  return /(?:^|\/)\.docker$/.test(path) && !/(?:^|\/)\.docker\/?$/.test(target?.path ?? '') && !/^(?:~|\/root|\/home\/[^/]+|\$HOME)\/?$/.test(target?.path ?? '');
}

function lower(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
