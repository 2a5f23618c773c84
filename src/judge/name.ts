import { splitWords } from './words.js';

/** What a variable's name says about its value. */
export interface NameJudgement {
  /** `pointer` says where or what about a secret (`TOKEN_FILE`); `public` is meant to be seen (`NEXT_PUBLIC_…`). */
  readonly kind: 'secret' | 'public' | 'pointer' | 'plain';
  /** The word or words that decided, lower case; null for `plain`. */
  readonly word: string | null;
}

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const SECRET = list(`
  password passwd passwort passphrase pass pwd pw psw pswd psswd paswd passw passwrd pswrd paswrd psswrd psword pasword pssword passcode pword secret secrets passwords token credential credentials cred creds
  pat netrc dsn apikey secretkey accesskey privatekey authtoken accesstoken clientsecret masterkey`);

/** Ends that are never part of an innocent word. */
const SECRET_END = /(?:(?:db|sql|user|root|admin|smtp|mail|ftp|ssh|redis|mongo|pg|login)pass|password|passwd|passphrase|apikey|secretkey|accesskey|privatekey|authtoken|accesstoken|clientsecret|secret)$/;

/** Two words that run on: `GHPASS`, `dbpwd`, `npmtoken`, `sshkey`; the first says whose it is. */
const RUN_ON =
  /^(?:my|db|gh|git|github|gitlab|pg|sql|mysql|mariadb|postgres|psql|mongo|redis|rabbit(?:mq)?|ftp|sftp|smtp|imap|mail|email|admin|adm|root|user|usr|login|ldap|bind|http|proxy|ssh|vnc|rdp|vpn|svn|nexus|npm|nuget|pypi|docker|registry|jenkins|sonar|ansible|sudo|cert|ssl|tls|jks|store|keystore|truststore|zip|rcon|server|srv|client|app|api|web|wifi|master|super|rpc|sa|dba|deploy|bot|slack|telegram|auth|jwt|bearer|oauth|refresh|session|vault|ci|hf|priv|enc|encryption|license|app|shared|crypto?|cipher|signing|aes|hmac|account|bintray|sendgrid|mailgun|mailchimp|mandrill|stripe|openai|datadog|twilio|algolia|pusher|artifactory|newrelic)(?:pass|pwd|pw|psw|token|(?<=(?:ssh|deploy|shared|crypto?|cipher|signing|aes|hmac|account|priv|enc|encryption|app|auth|jwt|api|session|client|server|license|ssl|tls|github|gitlab|git|gh|bintray|sendgrid|mailgun|mailchimp|mandrill|stripe|openai|datadog|twilio|algolia|pusher|artifactory|nuget|newrelic))key)$/;

/** Words in front of `key` that make it one nobody hides. Any other word leaves it a secret. */
const PLAIN_KEY = list(`
  primary foreign cache sort partition host group composite index unique natural map object row column field form json data dict lookup
  hot shortcut arrow event hash range registry config i18n locale translation message storage bucket s redis session route order query param
  header attribute property attr metadata meta label tag sub parent child root left right item list array enum type value shard routing
  idempotency correlation trace repo repository apt rpm yum signed menu any press answer feature flag setting settings section name
  keyboard modifier meta ctrl alt shift function home end delete backspace enter escape tab space command option super window reg
  reference ref target source template context state store lock mutex counter metric stat stats cfg sequence seq compare default
  dictionary manager signer by has get set is no new last first next prev previous test up down sort per with the a of on in to for and or trusted authorized result limit output input more marker arrow`);

/** Words in front of `token` that make it a mark in a list or a request's number. */
const PLAIN_TOKEN = list(`
  next change continuation page paging pagination action request sync cursor output input term start end lexer parser current prev previous
  first last number string text operator comma eof keyword punctuation idempotency resume delta watermark`);

const POINTER = list(`
  file files filename path paths dir directory folder url uri urls endpoint name names id ids uid version length len size count limit max min ttl enabled
  enable disabled disable host hostname port user username login email type kind format expiry expires expire expiration timeout mode
  algorithm algo alg issuer header headers prefix suffix policy provider manager rotation age lifetime duration interval retries
  location mount store storage class method scheme required optional field label title description placeholder prompt regex pattern
  adapter backend driver engine plugin protocol validator validation strength hash hashed hint reset ref arn resource index status state source server region service
  audience scope scopes claim claims bucket budget parallelism list helper generator encoder factory filter handler interceptor callback
  template cmd command exists env var key_id usage cost date time at days hours minutes seconds config configuration options ask askpass error
  button screen page text subject body greeting caption tooltip link notification dialog heading
  errors message check checked digits separator delimiter column columns col field table attr attribute stream parser type_hint iterations rounds salt_length saltlen`);

const PUBLIC = list('public pub publishable anon anonymous gpg pgp keyring keyrings keyserver fingerprint checksum sha md known pubkey instrumentation');

/** Prefixes whose variables a bundler writes into what every visitor downloads. */
const PUBLIC_PREFIX = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|NG_APP)_/i;

/** Names of tools that only look secret. */
const INNOCENT = /^(?:GO(?:PRIVATE|NOSUMDB|NOPROXY)|SSH_ASKPASS|SUDO_ASKPASS|GIT_ASKPASS|PASSENGER_.{0,60}|(?:Condition|Assert)Credential|(?:Load|Import|Set)Credential(?:Encrypted)?|TOKENIZERS_PARALLELISM|NO_?PASSW(?:OR)?D)$/i;

/** Judges whole words only, so that `MONKEY`, `AUTHOR` and `COMPASS` stay plain. */
export function judgeName(name: string): NameJudgement {
  if (INNOCENT.test(name)) return { kind: 'plain', word: null };
  const words = splitWords(name);
  const word = secretWord(name, words);
  // What opens a key of OpenPGP is no less a secret for it.
  const opensKey = word !== null && /^(?:pass|secret|token|cred)/.test(word);
  const open = words.find((one) => PUBLIC.has(one) && !(opensKey && /^[gp]pg$|^pgp$/.test(one)));
  if (open) return { kind: 'public', word: open };
  if (word === null) return { kind: 'plain', word: null };
  // A key may be meant for every visitor, a password never is.
  if (PUBLIC_PREFIX.test(name) && !/^pass|^pwd$|^pw$/.test(word)) return { kind: 'public', word };
  // What it holds is for looking a password up, as `PASSWORD_HASH` does.
  if (words.includes('hashed')) return { kind: 'pointer', word: 'hashed' };
  const last = words.at(-1)!;
  if (POINTER.has(last) && !isAccessKeyId(words)) return { kind: 'pointer', word: last };
  return { kind: 'secret', word };
}

function secretWord(name: string, words: readonly string[]): string | null {
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i]!;
    if ((word === 'token' || word === 'tokens') && PLAIN_TOKEN.has(words[i - 1] ?? '')) continue;
    // `PAT` in the middle of a name is a patient, a path or a pattern.
    if (word === 'pat' && i !== words.length - 1) continue;
    if (SECRET.has(word) || SECRET_END.test(word) || RUN_ON.test(word)) return word;
    if ((word === 'key' || word === 'keys') && i > 0 && words[i - 1]!.length > 1 && !PLAIN_KEY.has(words[i - 1]!)) return `${words[i - 1]} ${word}`;
    if (word === 'auth' && (name.startsWith('_') || isAuthValue(words, i))) return word;
  }
  return null;
}

/** `NPM_AUTH`, `COMPOSER_AUTH_JSON` and npm's own `_auth` hold what is sent; `AUTH_MODULE` does not. */
function isAuthValue(words: readonly string[], at: number): boolean {
  const next = words[at + 1];
  return at > 0 && (next === undefined || next === 'json' || next === 'base');
}

/** Not secret by itself, but it travels with the key that is, and names the account. */
function isAccessKeyId(words: readonly string[]): boolean {
  return words.slice(-3).join(' ') === 'access key id';
}
