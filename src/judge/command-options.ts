/** How an option's argument holds a credential; `other` has one that is none. */
export type OptionShape = 'value' | 'user:value' | 'user%value' | 'user/value' | 'header' | 'passphrase' | 'other';

export interface CredentialOption {
  readonly shape: OptionShape;
  /** Any literal there is a credential; without it one must look like a secret. */
  readonly certain: boolean;
}

/** A command whose arguments hold credentials. */
export interface CredentialCommand {
  /** Words that must follow the name, options left out: `login` of `docker login`. */
  readonly sub?: readonly string[];
  readonly options?: Readonly<Record<string, CredentialOption>>;
  /** Short options that may have the value attached: `-psecret`. */
  readonly attached?: string;
  /** Short options without a value that may stand in front of such a one in the same word: `-sSLu`. */
  readonly bundled?: string;
  /** True where such an option takes nothing from the next word. */
  readonly attachedOnly?: boolean;
  /** Which plain argument behind `sub` is the credential, from 0; `last` is the last one. */
  readonly argument?: number | 'last';
  /** How that argument holds it; `value` unless said. */
  readonly argumentShape?: OptionShape;
  /** The plain argument names a key, and only of these is the value a secret. */
  readonly keys?: RegExp;
  /** The file that still holds it when the command is done. */
  readonly keeps?: string;
}

const value: CredentialOption = { shape: 'value', certain: true };
const likely: CredentialOption = { shape: 'value', certain: false };
const pair: CredentialOption = { shape: 'user:value', certain: true };
const header: CredentialOption = { shape: 'header', certain: false };
const plain: CredentialOption = { shape: 'other', certain: false };
const passphrase: CredentialOption = { shape: 'passphrase', certain: true };

const mongo: CredentialCommand = { options: { '-p': value, '--password': value }, attached: 'p' };
const oracle: CredentialCommand = { argument: 0, argumentShape: 'user/value' };
const mysql: CredentialCommand = { options: { '-p': value, '--password': value }, attached: 'p', attachedOnly: true };
const registryLogin = (keeps: string): CredentialCommand => ({ sub: ['login'], options: { '-p': value, '--password': value }, attached: 'p', keeps });
const NAMED = /(?:passw(?:or)?d|passwd|pwd|secret|token|(?:api|access|private|secret)[_-]?key)$/i;
const NPM_KEYS = /_authToken$|_auth$|_password$|npmAuth|authToken/i;

/** What is known of commands that take credentials; a command may have several entries. */
export const CREDENTIAL_COMMANDS: Readonly<Record<string, readonly CredentialCommand[]>> = {
  curl: [{ options: { '-u': pair, '--user': pair, '-U': pair, '--proxy-user': pair, '--oauth2-bearer': value, '-H': header, '--header': header, '--pass': value, '-E': pair, '--cert': pair }, attached: 'uUH', bundled: '#0123469BGIJLNORSZafgiklnqsv' }],
  wget: [{ options: { '--password': value, '--http-password': value, '--ftp-password': value, '--proxy-password': value, '--header': header } }],
  http: [{ options: { '-a': pair, '--auth': pair } }],
  mysql: [mysql], mysqladmin: [mysql, { sub: ['password'], argument: 0, keeps: 'the database' }], mysqldump: [mysql], mariadb: [mysql], 'mariadb-admin': [mysql],
  mongo: [mongo], mongosh: [mongo], mongorestore: [mongo], mongodump: [mongo], mongoimport: [mongo], mongoexport: [mongo],
  sqlcmd: [{ options: { '-P': value }, attached: 'P' }], bcp: [{ options: { '-P': value }, attached: 'P' }], isql: [{ options: { '-P': value }, attached: 'P' }], osql: [{ options: { '-P': value }, attached: 'P' }], tsql: [{ options: { '-P': value }, attached: 'P' }],
  sqlplus: [oracle], sqlldr: [oracle], impdp: [oracle], expdp: [oracle],
  'redis-cli': [{ options: { '-a': value } }], 'redis-server': [{ options: { '--requirepass': value, '--masterauth': value } }],
  sshpass: [{ options: { '-p': value }, attached: 'p' }],
  docker: [registryLogin('~/.docker/config.json')], podman: [registryLogin('auth.json')], nerdctl: [registryLogin('~/.docker/config.json')],
  buildah: [registryLogin('auth.json')], skopeo: [registryLogin('auth.json'), { options: { '--creds': pair, '--src-creds': pair, '--dest-creds': pair } }],
  crane: [{ sub: ['auth', 'login'], options: { '-p': value, '--password': value }, keeps: '~/.docker/config.json' }],
  helm: [{ sub: ['registry', 'login'], options: { '-p': value, '--password': value }, keeps: 'registry/config.json' }, { sub: ['repo', 'add'], options: { '--password': value }, keeps: 'repositories.yaml' }],
  npm: [{ sub: ['config', 'set'], keys: NPM_KEYS, argument: 1, keeps: '~/.npmrc' }, { sub: ['set'], keys: NPM_KEYS, argument: 1, keeps: '~/.npmrc' }],
  pnpm: [{ sub: ['config', 'set'], keys: NPM_KEYS, argument: 1, keeps: '~/.npmrc' }, { sub: ['set'], keys: NPM_KEYS, argument: 1, keeps: '~/.npmrc' }],
  yarn: [{ sub: ['config', 'set'], keys: NPM_KEYS, argument: 1, keeps: '.yarnrc.yml' }],
  composer: [
    { sub: ['config'], keys: /^(?:github-oauth|gitlab-token|gitlab-oauth|bearer)\./, argument: 1, keeps: '~/.composer/auth.json' },
    { sub: ['config'], keys: /^http-basic\./, argument: 2, keeps: '~/.composer/auth.json' },
  ],
  poetry: [
    { sub: ['config'], keys: /^pypi-token\./, argument: 1, keeps: 'auth.toml' },
    { sub: ['config'], keys: /^http-basic\./, argument: 2, keeps: 'auth.toml' },
  ],
  bundle: [
    { sub: ['config', 'set'], keys: /[.]|__|^BUNDLE_/, argument: 1, keeps: '~/.bundle/config' },
    { sub: ['config'], keys: /[.]|__|^BUNDLE_/, argument: 1, keeps: '~/.bundle/config' },
  ],
  aws: [{ sub: ['configure', 'set'], keys: /aws_(?:secret_access_key|session_token|access_key_id)$/, argument: 1, keeps: '~/.aws/credentials' }],
  az: [{ sub: ['login'], options: { '-p': value, '--password': value, '--federated-token': value }, keeps: '~/.azure' }],
  doctl: [{ sub: ['auth', 'init'], options: { '-t': value, '--access-token': value }, keeps: 'doctl/config.yaml' }],
  vault: [{ sub: ['login'], argument: 'last', keeps: '~/.vault-token' }],
  snyk: [{ sub: ['auth'], argument: 0, keeps: 'snyk.json' }, { sub: ['config', 'set'], keys: /^api=?/, argument: 1, keeps: 'snyk.json' }],
  ngrok: [{ sub: ['authtoken'], argument: 0, keeps: 'ngrok.yml' }, { sub: ['config', 'add-authtoken'], argument: 0, keeps: 'ngrok.yml' }],
  cargo: [{ sub: ['login'], argument: 0, keeps: '~/.cargo/credentials.toml' }],
  zip: [{ options: { '-P': value }, attached: 'P' }], unzip: [{ options: { '-P': value }, attached: 'P' }], '7z': [{ options: { '-p': value }, attached: 'p', attachedOnly: true }],
  cf: [{ sub: ['login'], options: { '-p': value } }], mosquitto_passwd: [{ options: {}, argument: 'last', keeps: 'the password file' }],
  codecov: [{ options: { '-t': value } }], expo: [{ sub: ['login'], options: { '-p': value, '--password': value } }],
  twine: [{ sub: ['upload'], options: { '-p': value, '--password': value } }],
  dotnet: [{ sub: ['nuget'], options: { '-p': value, '--password': value, '-k': likely, '--api-key': likely }, keeps: 'NuGet.Config' }],
  nuget: [{ sub: ['sources'], options: { '-Password': value, '-password': value }, keeps: 'NuGet.Config' }],
  htpasswd: [{ argument: 'last', keeps: 'the password file' }],
  'subscription-manager': [{ sub: ['register'], options: { '--password': value, '--activationkey': value } }],
  keytool: [{ options: { '-storepass': likely, '-keypass': likely, '-srcstorepass': likely, '-deststorepass': likely } }],
  kdb5_util: [{ options: { '-P': value }, attached: 'P', keeps: 'the Kerberos database' }], kadmin: [{ options: { '-w': value } }],
  mkpasswd: [{ options: { '-m': plain, '--method': plain, '-S': plain, '--salt': plain, '-R': plain, '-P': plain }, argument: 0 }],
  openssl: [{ sub: ['passwd'], argument: 'last' }, { options: { '-passin': passphrase, '-passout': passphrase, '-k': value, '-pass': passphrase } }],
  gpg: [{ options: { '--passphrase': value } }],
  rabbitmqctl: [{ sub: ['add_user'], argument: 1, keeps: 'the broker' }, { sub: ['change_password'], argument: 1, keeps: 'the broker' }],
  ldapadd: [{ options: { '-w': value } }], ldapmodify: [{ options: { '-w': value } }], ldapsearch: [{ options: { '-w': value } }],
  lftp: [{ options: { '-u': pair } }],
  ncftpget: [{ options: { '-p': value } }], ncftpput: [{ options: { '-p': value } }], ncftp: [{ options: { '-p': value } }],
  oc: [{ sub: ['login'], options: { '-p': value, '--password': value, '--token': value }, keeps: '~/.kube/config' }],
  mc: [{ sub: ['alias', 'set'], argument: 3, keeps: '~/.mc/config.json' }, { sub: ['config', 'host', 'add'], argument: 3, keeps: '~/.mc/config.json' }],
  wandb: [{ sub: ['login'], argument: 0, keeps: '~/.netrc' }],
  kaggle: [{ sub: ['config', 'set'], options: { '-v': likely }, keeps: '~/.kaggle/kaggle.json' }],
  etcdctl: [{ options: { '--user': pair } }, { sub: ['put'], keys: NAMED, argument: 1, keeps: 'the store' }],
  consul: [{ sub: ['kv', 'put'], keys: NAMED, argument: 1, keeps: 'the store' }],
  augtool: [{ sub: ['set'], keys: NAMED, argument: 1, keeps: 'the settings' }],
  setx: [{ keys: NAMED, argument: 1, keeps: 'the registry' }],
  'add-user.sh': [{ options: { '-p': value, '--password': value, '-u': plain, '-g': plain, '-r': plain, '-c': plain, '-dc': plain, '-sc': plain } }, { options: { '-g': plain, '-r': plain, '-u': plain, '-p': plain, '-c': plain }, argument: 1, keeps: 'the users file' }],
  'add-user-keycloak.sh': [{ options: { '-p': value, '--password': value }, keeps: 'the users file' }],
  'ssh-keygen': [{ options: { '-N': value, '-P': value } }],
  'convertto-securestring': [{ options: { '-String': value } }, { argument: 0 }],
  svn: [{ options: { '--password': value } }],
  smbclient: [{ options: { '-U': { shape: 'user%value', certain: true } } }],
  usermod: [{ options: { '-p': value, '--password': value }, keeps: '/etc/shadow' }],
  useradd: [{ options: { '-p': value, '--password': value }, keeps: '/etc/shadow' }],
  x11vnc: [{ sub: [], options: { '-storepasswd': value, '-passwd': value }, keeps: 'the password file' }],
  'sentry-cli': [{ options: { '--auth-token': value } }],
  net: [{ sub: ['user'], argument: 1, keeps: 'the account database' }],
};

/** Options of any command that have a credential behind them though their names are run together. */
export const COMPOUND_OPTIONS = /^--?(?:requirepass|masterauth|storepass|keypass|rpcpassword|adminpw|sapassword|sa_password|clusterpassword|dev-root-token-id)$/i;
