import type { CopyPath, CopyPaths } from '../model/dockerfile.js';
import type { FileRule } from '../model/rule.js';
import type { Confidence, Severity } from '../model/severity.js';
import { joinWorkdir } from '../model/workdir.js';
import { isOftenHarmless, isSampleName } from './file-name.js';

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

/** A source of a COPY that is a secret file. */
export interface CopiedSecret {
  readonly word: CopyPath;
  readonly what: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/**
 * The sources of a COPY or ADD that hold secrets by their names, or by what they become. `ruleOf` is the rule for secret files that a
 * path fits; `targets` are paths where a program looks for credentials.
 */
export function copiedSecrets(copy: CopyPaths, ruleOf: (path: string) => FileRule | null, targets: ReadonlySet<string> = new Set()): CopiedSecret[] {
  const found = copy.sources.flatMap((word): CopiedSecret[] => {
    // `.npmrc*` takes in `.npmrc`.
    const paths = [word.path, word.path.replace(/[*?]+$/, '')];
    const rule = paths.map((path) => (path === '' ? null : ruleOf(path))).find((one) => one !== null);
    if (rule && !paths.some(isOftenHarmless) && !isProjectFolder(word.path, copy)) return [{ word, what: lower(rule.title), severity: rule.severity, confidence: 'medium' }];
    const maven = /(?:^|[-_./])settings(?!-docker)[\w.-]*\.xml$/i.test(word.path) && MAVEN_SETTINGS.test(copy.target?.path ?? '');
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
  if ((target.raw.includes('$') && CREDENTIAL_VARIABLES.test(target.raw)) || targets.has(copied)) return [{ word: only, what: 'the target is where a program looks for credentials', severity: 'high', confidence: 'medium' }];
  if (SSH_FOLDER.test(target.path) && KEY_FOLDER.test(only.path)) return [{ word: only, what: `it becomes \`${target.path}\`, where SSH keeps its keys`, severity: 'high', confidence: 'low' }];
  const path = target.path.replace(/^~/, 'root');
  if (path.endsWith('/') || FOLDER.test(path) || isOftenHarmless(path) || isOftenHarmless(only.path)) return found;
  if (VNC_PASSWORD.test(path)) return [{ word: only, what: `it becomes \`${target.path}\`, a password file`, severity: 'high', confidence: 'medium' }];
  const rule = ruleOf(path);
  return rule ? [{ word: only, what: `it becomes \`${target.path}\`, ${lower(rule.title)}`, severity: rule.severity, confidence: 'medium' }] : found;
}

/** Projects call the folder of their build's files `.docker` too; the logins are there only when it becomes one again. */
function isProjectFolder(path: string, { target }: CopyPaths): boolean {
  return /(?:^|\/)\.docker$/.test(path) && !/(?:^|\/)\.docker\/?$/.test(target?.path ?? '') && !/^(?:~|\/root|\/home\/[^/]+|\$HOME)\/?$/.test(target?.path ?? '');
}

function lower(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
