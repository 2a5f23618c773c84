/** Files that hold one secret and nothing else, or a whole login: what is written there is one. */
const WHOLE = /(?:^|\/)(?:\.netrc|_netrc|\.git-credentials|\.pgpass|\.my\.cnf|\.vault-token|\.dockercfg|\.dockerconfigjson|\.?s3cfg|\.boto|\.htpasswd|auth\.json|(?:service[-_]?account|credentials?|gcloud[-\w]*|application_default_credentials|client_secret\w*)(?:\.json|\.yml|\.yaml|\.toml)?|id_(?:rsa|dsa|ecdsa|ed25519)\w*|[\w.-]*(?:_rsa|_ed25519|deploy_key|private[-_]?key|deploykey)|[\w.-]+\.(?:pem|key|p12|pfx|jks|keystore|ppk))$|(?:^|\/)\.docker\/config\.json$|(?:^|\/)\.kube\/config$|(?:^|\/)\.aws\/credentials$|(?:^|\/)\.ssh\/(?!config|known_hosts|authorized_keys|environment|[\w.-]*\.pub)[\w.-]+$/i;
/** Files of settings, some of which are secret. */
const SETTINGS = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|pip\.conf|\.env(?:\.[\w-]+)?|settings(?:-security)?\.xml|gradle\.properties|nuget\.config|\.gemrc|credentials\.toml|\.gitconfig)$|(?:^|\/)\.aws\/config$|(?:^|\/)\.bundle\/config$|(?:^|\/)\.cargo\/config(?:\.toml)?$/i;

/** What kind of secret file a path names; null when it is none. */
export function credentialPath(path: string): 'whole' | 'settings' | null {
  const slashed = path.replaceAll('\\', '/');
  if (/\.pub$|\.(?:example|sample|template|dist)$/i.test(slashed)) return null;
  if (WHOLE.test(slashed)) return 'whole';
  return SETTINGS.test(slashed) ? 'settings' : null;
}
