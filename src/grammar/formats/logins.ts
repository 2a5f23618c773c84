import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import type { Entry, Findings, Format } from '../format.js';
import { readDirectives, readIni } from '../ini.js';
import { utf8 } from '../field.js';
import { lines } from '../lines.js';
import { settings } from '../settings.js';

const rule = 'credential-file-secret';
const present = (list: readonly (Identity | null)[]): Identity[] => list.filter((one) => one !== null);

/** Words of a file that knows neither lines nor sections, quoted ones too, with their offsets. */
function* words(text: string): Generator<{ readonly word: string; readonly start: number; readonly end: number }> {
  for (const match of text.matchAll(/"((?:[^"\\\n]|\\.){0,1000})"|'((?:[^'\\\n]|\\.){0,1000})'(?=[\s;,]|$)|#[^\n]*|[^\s]{1,4000}/g)) {
    if (match[0].startsWith('#')) continue;
    const quoted = match[1] ?? match[2];
    const start = match.index + (quoted === undefined ? 0 : 1);
    const stored = quoted ?? match[0];
    yield { word: utf8(quoted === undefined ? stored : stored.replace(/\\(.)/g, '$1')), start, end: start + stored.length };
  }
}

const NETRC_WORD = /^(?:machine|login|user|account|password|passwd|default)$/;

/** A macro ends at a line with nothing on it. https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
function readNetrc(stored: string, found: Findings): void {
  const text = stored.replace(/^([ \t]*macdef[ \t][^\n]*\n)((?:[^\n]*\S[^\n]*(?:\n|$))*)/gm, (_whole, head: string, body: string) => head.replace(/[^\n]/g, ' ') + body.replace(/[^\n]/g, ' '));
  let host: string | null = null;
  let user: string | null = null;
  let key: string | null = null;
  for (const { word, start, end } of words(text)) {
    // A name where a value should stand: the value is missing.
    if (key === null || NETRC_WORD.test(word)) {
      key = null;
      if (word === 'default') [host, user] = ['any other host', null];
      else if (NETRC_WORD.test(word)) key = word;
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

/** https://www.fetchmail.info/fetchmail-man.html#the-run-control-file */
function readFetchmail(text: string, found: Findings): void {
  let host: string | null = null;
  let user: string | null = null;
  let key: string | null = null;
  for (const { word, start, end } of words(text)) {
    if (key === null) {
      if (/^(?:poll|server|skip|user(?:name)?|pass(?:word)?)$/.test(word)) key = word;
    } else {
      if (/^(?:poll|server|skip)$/.test(key)) [host, user] = [word, null];
      else if (key.startsWith('user')) user = word;
      else found.entry({ rule, name: 'password', start, end, secret: word, known: 'place', identity: present([identityOf('host', host), identityOf('user', user)]) });
      key = null;
    }
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
  { name: 'netrc file', rule: 'netrc-password', paths: ['.netrc', '_netrc', 'netrc', 'apt/auth.conf', 'apt/auth.conf.d/*', '.authinfo'], read: ({ text }, found) => readNetrc(text, found) },
  { name: 'fetchmail config', rule, paths: ['.fetchmailrc', 'fetchmailrc'], read: ({ text }, found) => readFetchmail(text, found) },
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
  settings({ name: 'msmtp config', paths: ['.msmtprc', 'msmtprc', 'msmtp/config'], read: readDirectives, rule, secret: /(?:^|\.)password$/, identity: { user: ['user'], host: ['host'] } }),
  settings({ name: 'mail fetcher config', paths: ['.offlineimaprc', '.mbsyncrc', '.esmtprc', 'esmtprc', 'ssmtp.conf', '.muttrc', '.mutt/*', 'neomutt/*', '.neomuttrc', 'mutt/muttrc', 'getmailrc', '.getmail/getmailrc'], read: readIni, rule, secret: /(?:^|\.)(?:remotepass|authpass|pass|password|(?:imap|smtp|pop)_pass)$/, identity: { user: ['remoteuser', 'user', 'authuser', 'username', 'imap_user'], host: ['remotehost', 'host', 'mailhub', 'hostname', 'server', 'folder'] } }),
  lines('isync config', ['.mbsyncrc', 'mbsyncrc', 'isyncrc'], /^[ \t]{0,8}Pass[ \t]{1,8}"?(?<secret>[^\s"]{2,200})/dgm),
  lines('mail in a mutt config', ['.muttrc', '.neomuttrc', 'mutt/*', '.mutt/*'], /\b(?:imap|imaps|smtp|smtps|pop|pops):\/\/(?<user>[^\s:/"']{1,100}):(?<secret>[^\s@"']{2,200})@(?<host>[\w.-]{1,200})/dg),
];
