import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import type { Entry, Findings, Format } from '../format.js';
import { readDirectives, readIni } from '../ini.js';
import { utf8 } from '../field.js';
import { settings } from '../settings.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';
const present = (list: readonly (Identity | null)[]): Identity[] => list.filter((one) => one !== null);

/** Words of a netrc file, quoted ones too, with their offsets. */
function* words(text: string): Generator<{ readonly word: string; readonly start: number; readonly end: number }> {
  for (const match of text.matchAll(/"((?:[^"\\\n]|\\.){0,1000})"|#[^\n]*|[^\s]{1,4000}/g)) {
    if (match[0].startsWith('#')) continue;
    const quoted = match[1];
    const start = match.index + (quoted === undefined ? 0 : 1);
    const stored = quoted ?? match[0];
    yield { word: utf8(quoted === undefined ? stored : stored.replace(/\\(.)/g, '$1')), start, end: start + stored.length };
  }
}

/** https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
function readNetrc(text: string, found: Findings): void {
  let host: string | null = null;
  let user: string | null = null;
  let key: string | null = null;
  for (const { word, start, end } of words(text)) {
    if (key === null) {
      if (word === 'default') [host, user] = ['any other host', null];
      else if (word === 'macdef') return;
      else if (/^(?:machine|login|user|account|password|passwd)$/.test(word)) key = word;
      continue;
    }
    if (key === 'machine') [host, user] = [word, null];
    else if (key === 'login' || key === 'user') user = word;
    else if (key.startsWith('pass') && host !== null && user !== 'anonymous') {
      found.entry({ rule: 'netrc-password', name: key, start, end, secret: word, known: 'place', identity: present([identityOf('host', host), identityOf('user', user)]) });
    }
    key = null;
  }
}

/** Lines of `host:port:database:user:password`. https://www.postgresql.org/docs/current/libpq-pgpass.html */
function readPgpass(text: string, found: Findings): void {
  for (const line of text.matchAll(/^(?!#)((?:[^:\\\r\n]|\\.){1,300}):((?:\d{1,5}|\*)):((?:[^:\\\r\n]|\\.){1,100}):((?:[^:\\\r\n]|\\.){1,100}):((?:[^\\\r\n]|\\.){1,500})$/gm)) {
    const stored = line[5]!.trimEnd();
    const start = line.index + line[0].length - line[5]!.length;
    found.entry({
      rule: 'pgpass-password',
      name: 'password',
      start,
      end: start + stored.length,
      secret: utf8(stored.replace(/\\([:\\])/g, '$1')),
      known: 'place',
      identity: present([identityOf('host', line[1]), identityOf('database', line[3]), identityOf('user', line[4])]),
    });
  }
}

const LOGIN_URL = /([a-z][a-z0-9+.-]{1,20}):\/\/([^\s:/?#@"'<>]{0,200}):([^\s/@"'<>]{1,500})@([^\s/:?#"'<>]{1,200})/gi;

/** Logins in URLs, one file's worth: nothing but real ones stand there. */
function readUrls(text: string, found: Findings): void {
  for (const match of text.matchAll(LOGIN_URL)) {
    const start = match.index + match[1]!.length + 3 + match[2]!.length + 1;
    const entry: Entry = {
      rule: 'credentials-in-url',
      name: 'password',
      start,
      end: start + match[3]!.length,
      secret: utf8(match[3]!),
      decoded: percentDecoded(match[3]!),
      known: 'place',
      identity: present([identityOf('host', match[4]), identityOf('user', percentDecoded(match[2]!))]),
    };
    found.entry(entry);
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(utf8(text));
  } catch {
    return text;
  }
}

/** Logins of hosts, mail and databases. */
export const logins: readonly Format[] = [
  { name: 'netrc file', rule: 'netrc-password', paths: ['.netrc', '_netrc', 'apt/auth.conf', 'apt/auth.conf.d/*', '.authinfo'], read: ({ text }, found) => readNetrc(text, found) },
  { name: 'Postgres password file', rule: 'pgpass-password', paths: ['.pgpass', 'pgpass.conf', 'pgpass'], read: ({ text }, found) => readPgpass(text, found) },
  {
    name: 'file of URLs with logins',
    rule: 'credentials-in-url',
    paths: ['.git-credentials', 'git/credentials', 'pip.conf', 'pip.ini', '.condarc', '.git/config', 'sources.list', 'sources.list.d/*', 'FETCH_HEAD'],
    read: ({ text }, found) => readUrls(text, found),
  },
  settings({
    name: 'MySQL option file',
    paths: ['.my.cnf', 'my.cnf', '*.my.cnf', 'debian.cnf', 'mariadb.cnf'],
    read: readIni,
    rule: 'mysql-option-password',
    secret: /(?:^|\.)(?:password|master-password|master_password)\d?$/,
    identity: { user: ['user'], host: ['host'] },
  }),
  settings({ name: 'Postgres service file', paths: ['.pg_service.conf', 'pg_service.conf'], read: readIni, rule, secret: /(?:^|\.)password$/, identity: { user: ['user'], host: ['host'], database: ['dbname'] } }),
  settings({ name: 'GitHub CLI login', paths: ['gh/hosts.yml', '.config/hub', 'glab-cli/config.yml', 'tea/config.yml'], read: readYaml, rule, secret: /(?:^|\.)(?:oauth_token|token|refresh_token)$/, identity: { user: ['user', 'username'], host: ['url', 'api_host'] }, group: { label: 'host' } }),
  settings({ name: 'msmtp config', paths: ['.msmtprc', 'msmtprc', 'msmtp/config'], read: readDirectives, rule, secret: /(?:^|\.)password$/, identity: { user: ['user'], host: ['host'] } }),
  settings({ name: 'mail fetcher config', paths: ['.offlineimaprc', '.mbsyncrc', 'esmtprc', 'ssmtp.conf', '.muttrc'], read: readIni, rule, secret: /(?:^|\.)(?:remotepass|authpass|pass|password|set (?:imap|smtp)_pass)$/, identity: { user: ['remoteuser', 'user', 'authuser'], host: ['remotehost', 'host', 'mailhub'] } }),
];
