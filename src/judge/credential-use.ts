import type { ShellCommand, ShellText } from '../model/shell.js';
import { commandName, fedThrough, hereStrings, lines, PRINTERS, printedText } from './command-text.js';
import { COMPOUND_OPTIONS, CREDENTIAL_COMMANDS, type CredentialCommand, type CredentialOption } from './command-options.js';
import { judgeName } from './name.js';
import { placeholderReason } from './placeholder.js';
import { secretSettings } from './settings.js';
import { joinShell, matchShell, sliceShell } from './shell-slice.js';

/** A place in a command where a credential stands, literal or through a variable. */
export interface CredentialUse {
  readonly value: ShellText;
  /** How it is used, as code: `curl --user`. */
  readonly how: string;
  /** Any literal there is a credential; without it one must look like a secret. */
  readonly certain: boolean;
  /** The length from which on a literal counts; 2 where it is not said. */
  readonly shortest?: number;
  /** The file or store that still holds it when the command is done; null when none is known. */
  readonly keeps: string | null;
}

const HEADER = /^\s*["']?(?:Authorization|Proxy-Authorization|PRIVATE-TOKEN|JOB-TOKEN|DEPLOY-TOKEN|X-[\w-]{0,40}(?:Key|Token|Auth|Secret)[\w-]{0,20}|api-?key|X-JFrog-Art-Api)\s*:\s*(?:(?:Basic|Bearer|Token)\s+)?(\S+)/di;
/** A session in what a client sends back; the names of most cookies say nothing. */
const COOKIE = /^\s*["']?(?:Set-)?Cookie\s*:\s*(?:[^;=\s]{1,60}=[^;]{0,300};\s*){0,8}?[\w.-]{0,40}(?:sess(?:ion)?(?:_?id)?|sid|auth|token|jwt|remember(?:_me)?)[\w.-]{0,20}=([^;\s"']+)/di;
const EXTRA_HEADER = /^http\.(?:\S*\.)?extraheader[= ]/i;
/** The user part may be the token itself; of `git@host` it is not. */
const URL_LOGIN = /\b(?:https?|ftps?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?|smtps?|ldaps?|git\+https?|svn\+https?|ssh|sftp):\/\/((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s/@"'$`:?#]|\$\w+)*)(?::((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s/@"'$`?#]|\$\w*)*))?@/dg;
const TOKEN_WORDS = /^(?:x-oauth-basic|x-access-token|x-token-auth|oauth2|)$/i;
const OPTION = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/ds;
const HARMLESS_OPTION = /(?:^|-)(?:disabled?|no|empty|with|without|enable|allow|skip|require|change|force|reset|ask|use|stdin|prompt|store)(?:-|$)/i;
/** Commands whose words are patterns or conditions, not values that are used. */
const LOOKS_ONLY = new Set(['[', '[[', 'test', 'grep', 'egrep', 'fgrep', 'rg', 'find', 'awk', 'case', 'for', 'apt-get', 'apt', 'apk', 'yum', 'dnf', 'pip', 'pip3']);
const INDEX_OPTIONS = new Set(['--extra-index-url', '--index-url', '-i', '--find-links']);

/** The credentials that a command takes from its own words, its assignments and what is fed to it. */
export function credentialUses(command: ShellCommand): CredentialUse[] {
  const name = commandName(command);
  const uses = [
    ...command.assignments.flatMap(({ name: key, value }) => assigned(key, value)),
    ...powershellAssignments(command),
    ...knownCommand(name, command),
    ...fedCredentials(name, command),
    ...command.words.slice(1).flatMap((word) => urlLogins(name, command, name === 'sed' ? replacement(word) : word)),
    ...[...hereStrings(command), ...command.heredocs].flatMap((text) => urlLogins(name, command, text)),
    ...command.words.slice(1).flatMap((word) => headers(name, word)),
    ...typed(name, command),
    ...nodeValues(name, command),
    ...anyOption(name, command),
    ...(name === 'sed' ? command.words.slice(1).flatMap(filledIn) : []),
    ...(CRYPTS.has(name) ? command.words.slice(1).flatMap((word) => hashed(name, word)) : []),
  ];
  if (name === 'export' || name === 'setx' || name === 'set' || name === 'declare' || name === 'local') {
    for (const word of command.words.slice(1)) uses.push(...settingUses(word, `\`${name}\``, false));
  } else if (!LOOKS_ONLY.has(name) && !PRINTERS.has(name)) {
    for (const word of command.words.slice(1)) uses.push(...settingUses(name === 'sed' ? replacement(word) : word, `\`${name}\``, name === 'sed'));
  }
  const seen = new Set<number>();
  return uses.filter(({ value }) => value.text !== '' && !seen.has(value.start) && seen.add(value.start));
}

const PASSWORD_NAME = /(?:passw(?:or)?d|pass|pwd)$/i;
const POWERSHELL_ASSIGNMENT = /^\$env:(\w{1,100})(?:=(.*))?$/dis;

/** The parentheses of `[Environment]::SetEnvironmentVariable('X', '…', 'Machine')`, whose quotes are gone. */
const SET_VARIABLE = /^(\w{1,100}), ?(.+?), ?(?:Machine|User|Process|\[(?:System\.)?EnvironmentVariableTarget\]::\w+)$/dis;

/** `$env:X='…'`, `$env:X = '…'` and `SetEnvironmentVariable('X', '…')`, as PowerShell has them. */
function powershellAssignments({ words }: ShellCommand): CredentialUse[] {
  const [first, equals, last] = words;
  const call = first?.text.includes(',') ? joinShell(words) : null;
  const set = call && SET_VARIABLE.exec(call.text);
  if (set) return assigned(set[1]!, sliceShell(call, ...set.indices![2]!));
  const found = first && POWERSHELL_ASSIGNMENT.exec(first.text);
  if (!found) return [];
  const value = found[2] !== undefined ? sliceShell(first, ...found.indices![2]!) : equals?.text === '=' ? last : undefined;
  return value ? assigned(found[1]!, value) : [];
}

function assigned(name: string, value: ShellText): CredentialUse[] {
  if (judgeName(name).kind !== 'secret' && name !== 'SSHPASS') return [];
  // What a build step is given so that it runs is a placeholder; any other word is the password.
  return [{ value, how: `\`${name}=\``, certain: PASSWORD_NAME.test(name) && placeholderReason(value.text) === null, keeps: null }];
}

function settingUses(word: ShellText, how: string, colons: boolean): CredentialUse[] {
  return secretSettings(word, colons).map(({ value, certain }) => ({ value, how, certain, keeps: null }));
}

function knownCommand(name: string, command: ShellCommand): CredentialUse[] {
  // PowerShell's names are the same in any case.
  const known = [name, name.toLowerCase()].find((one) => Object.hasOwn(CREDENTIAL_COMMANDS, one));
  const entries = known === undefined ? [] : CREDENTIAL_COMMANDS[known]!;
  return entries.flatMap((entry) => {
    const rest = subCommand(command.words.slice(1), entry.sub ?? []);
    if (!rest) return [];
    const how = `\`${[name, ...(entry.sub ?? [])].join(' ')}\``;
    return [...optionUses(rest, entry, how), ...argumentUses(rest, entry, how)];
  });
}

/** What follows the sub-commands; null when they are not there. */
function subCommand(words: readonly ShellText[], sub: readonly string[]): readonly ShellText[] | null {
  // Options may stand in front, and `global`, `--dir x` or `-u root` between.
  let at = sub.length === 0 ? 0 : Math.max(0, words.findIndex(({ text }) => text === sub[0]));
  for (const wanted of sub) {
    while (at < words.length && words[at]!.text.startsWith('-')) at += 1;
    if (words[at]?.text !== wanted) return null;
    at += 1;
  }
  return words.slice(at);
}

function optionUses(words: readonly ShellText[], entry: CredentialCommand, how: string): CredentialUse[] {
  const { options = {}, attached = '', keeps = null } = entry;
  return words.flatMap((word, at): CredentialUse[] => {
    const short = word.text.slice(0, 2);
    const label = (option: string): string => `${how.slice(0, -1)} ${option}\``;
    if (/^-[^-]./.test(word.text) && attached.includes(short[1]!) && Object.hasOwn(options, short)) {
      return shaped(sliceShell(word, 2, word.text.length), options[short]!, label(short), keeps);
    }
    const found = OPTION.exec(unbundled(word.text, entry));
    const option = found && Object.hasOwn(options, found[1]!) ? options[found[1]!]! : null;
    if (!found || !option) return [];
    if (found[2] !== undefined) return shaped(sliceShell(word, ...found.indices![2]!), option, label(found[1]!), keeps);
    // Apart from its letter mysql's password would be the database's name.
    const next = entry.attachedOnly && found[1]!.length === 2 ? undefined : words[at + 1];
    return next ? shaped(next, option, label(found[1]!), keeps) : [];
  });
}

/** Of `-sSLu` the `-u`. */
function unbundled(text: string, { attached = '', bundled = '' }: CredentialCommand): string {
  if (bundled === '' || !/^-[A-Za-z0-9#]{2,}$/.test(text) || !attached.includes(text.at(-1)!)) return text;
  return [...text.slice(1, -1)].every((flag) => bundled.includes(flag)) ? `-${text.at(-1)!}` : text;
}

const MARKS = { 'user:value': ':', 'user%value': '%', 'user/value': '/' } as const;

function shaped(value: ShellText, option: CredentialOption, how: string, keeps: string | null): CredentialUse[] {
  const { certain } = option;
  switch (option.shape) {
    case 'value':
      return value.text.startsWith('-') ? [] : [{ value, how, certain, keeps }];
    case 'user:value':
    case 'user%value':
    case 'user/value':
      // `-u test:test` is what manuals write.
      return afterMark(value, MARKS[option.shape])
        .filter(({ text }) => placeholderReason(text) === null)
        .map((secret) => ({ value: secret, how, certain, keeps }));
    case 'other':
      return [];
    case 'header':
      return matchShell(value, HEADER, 1).map((secret) => ({ value: secret, how, certain, keeps }));
    case 'passphrase':
      return value.text.startsWith('pass:') ? [{ value: sliceShell(value, 5, value.text.length), how, certain, keeps }] : [];
  }
}

const afterColon = (text: ShellText): ShellText[] => afterMark(text, ':');

/** What follows the first such mark that is no part of a variable. */
function afterMark(text: ShellText, mark: string): ShellText[] {
  for (let at = text.text.indexOf(mark); at !== -1; at = text.text.indexOf(mark, at + 1)) {
    if (!text.expansions.some(({ from, to }) => from <= at && at < to)) return at + 1 < text.text.length ? [sliceShell(text, at + 1, text.text.length)] : [];
  }
  return [];
}

function argumentUses(words: readonly ShellText[], entry: CredentialCommand, how: string): CredentialUse[] {
  const { argument, keys, keeps = null, options = {} } = entry;
  if (argument === undefined) return [];
  // Where a name comes first, `/M` is an option, as Windows has them.
  const isOption = keys ? /^(?:-|\/[A-Za-z]$)/ : /^-/;
  const plain = words.filter(({ text }, at) => !isOption.test(text) && !Object.hasOwn(options, words[at - 1]?.text ?? ''));
  if (keys) {
    const key = plain[0];
    const equals = key?.text.indexOf('=') ?? -1;
    if (!key || !keys.test(equals === -1 ? key.text : key.text.slice(0, equals))) return [];
    if (equals !== -1) return [{ value: sliceShell(key, equals + 1, key.text.length), how, certain: true, keeps }];
  }
  if (argument === 'last' && plain.length < (how === '`htpasswd`' || how === '`mosquitto_passwd`' ? 3 : 1)) return [];
  const value = argument === 'last' ? plain.at(-1) : plain[argument];
  return value ? shaped(value, { shape: entry.argumentShape ?? 'value', certain: true }, how, keeps) : [];
}

/** What reaches the command through a pipe, a here-string or a heredoc. */
function fedCredentials(name: string, command: ShellCommand): CredentialUse[] {
  const fed = [
    ...fedThrough(command),
    ...hereStrings(command),
    ...command.heredocs,
  ];
  const use =
    (how: string, keeps: string, shortest = 2) =>
    (value: ShellText): CredentialUse => ({ value, how, certain: true, keeps: keeps === '' ? null : keeps, shortest });
  const all = command.words.map(({ text }) => text);
  if (name === 'chpasswd') return fed.flatMap((text) => lines(text).flatMap(afterColon)).map(use('`chpasswd`', '/etc/shadow', 1));
  if (name === 'passwd') {
    const typed = fed.flatMap((text) => lines(text).slice(0, 1));
    return typed.map(use('`passwd`', '/etc/shadow', 1));
  }
  if (command.asksPassword) return fed.flatMap((text) => lines(text).slice(0, 1)).map(use('`sudo -S`', '', 1));
  if (name === 'kinit') return fed.flatMap((text) => lines(text).slice(0, 1)).map(use('`kinit`', ''));
  if (/^gpg2?$/.test(name) && all.some((word) => /^--passphrase-fd(?:=0)?$/.test(word))) return fed.flatMap((text) => lines(text).slice(0, 1)).map(use('`gpg --passphrase-fd`', ''));
  if (all.includes('--password-stdin')) return fed.map(use(`\`${name} --password-stdin\``, '~/.docker/config.json'));
  if (name === 'openssl' && all.includes('passwd')) return fed.flatMap((text) => lines(text).slice(0, 1)).map(use('`openssl passwd`', ''));
  if (name === 'vncpasswd' || name === 'tigervncpasswd') return fed.flatMap((text) => lines(text).slice(0, 1)).map(use(`\`${name}\``, 'the password file'));
  if (name === 'debconf-set-selections') return fed.flatMap((text) => matchShell(text, /[ \t]password[ \t]+(\S+)/dg, 1)).map(use('`debconf-set-selections`', 'the debconf database'));
  if (name === 'ssh-add') {
    const substituted = command.words.flatMap(({ expansions }) => expansions.flatMap(({ commands }) => commands.flatMap((inner) => printedText(inner) ?? [])));
    return [...fed, ...substituted].map(use('`ssh-add`', ''));
  }
  if (name === 'gh' && all.includes('--with-token')) return fed.map(use('`gh auth login`', '~/.config/gh/hosts.yml'));
  if (name === 'smbpasswd') return fed.flatMap((text) => lines(text).slice(0, 1)).map(use('`smbpasswd`', 'the password database'));
  return [];
}

function urlLogins(name: string, command: ShellCommand, word: ShellText): CredentialUse[] {
  if (!word.text.includes('://')) return [];
  const keeps = urlKeeper(name, command);
  return [...word.text.matchAll(URL_LOGIN)].flatMap((match): CredentialUse[] => {
    const [user, password] = [match.indices![1], match.indices![2]];
    const httpUser = /^(?:git\+)?https?:/.test(match[0]) ? user : undefined;
    // Without a password the user is a token only where it is a variable or looks like one; `https://name@host` is a name.
    const token = httpUser && /\$|^[\w-]{16,}$/.test(match[1]!) ? httpUser : undefined;
    // `token:x-oauth-basic@`: the word behind the colon only says what stands in front of it.
    const constant = token !== undefined && TOKEN_WORDS.test(match[2] ?? '');
    const span = password && password[1] > password[0] && !constant ? password : token;
    if (!span || span[1] === span[0]) return [];
    return [{ value: sliceShell(word, span[0], span[1]), how: 'a URL with credentials', certain: span === password, keeps }];
  });
}

function urlKeeper(name: string, command: ShellCommand): string | null {
  if (name !== 'git') return name === 'pip' && command.words[1]?.text === 'config' ? 'pip.conf' : null;
  const words = command.words.map(({ text }) => text);
  if (words.includes('clone') || words.includes('remote') || words.includes('submodule')) return '.git/config';
  return words.includes('config') ? '~/.gitconfig' : null;
}

/** Languages that people hash a password with in one line. */
const CRYPTS = new Set(['perl', 'python', 'python2', 'python3', 'ruby', 'php', 'node']);
const CRYPT_CALL = /\b(?:crypt|password_hash|sha512_crypt\.(?:hash|encrypt))\(?\s{0,4}["']([^"'$]{1,100})["']/dg;

/** The literal in `perl -e 'print crypt("…", "salt")'`. */
function hashed(name: string, word: ShellText): CredentialUse[] {
  return matchShell(word, CRYPT_CALL, 1).map((value) => ({ value, how: `\`${name}\` that hashes it`, certain: true, keeps: null }));
}

function headers(name: string, word: ShellText): CredentialUse[] {
  const extra = EXTRA_HEADER.exec(word.text);
  const text = extra ? sliceShell(word, extra[0].length, word.text.length) : word;
  if (!/^\s*["']?[A-Za-z-]+\s*:/.test(text.text)) return [];
  return [...matchShell(text, HEADER, 1), ...matchShell(text, COOKIE, 1)].map((value) => ({
    value,
    how: `\`${name}\` with a header`,
    certain: false,
    keeps: name === 'git' && !extra ? '~/.gitconfig' : null,
  }));
}

/** What `expect` types where it is asked for a password. */
const TYPED = /assw(?:or)?d[^\n]{0,80}\s{1,20}(?:exp_)?send\s+(?:--\s+)?["']?([^"'\\\s]{2,100})\\[rn]/dg;

function typed(name: string, { words, heredocs }: ShellCommand): CredentialUse[] {
  if (name !== 'expect') return [];
  return [...words.slice(1), ...heredocs].flatMap((text) => matchShell(text, TYPED, 1)).map((value) => ({ value, how: '`expect` that types it', certain: true, keeps: null }));
}

/** The value that `xmlstarlet ed` gives to a node that its path calls secret: `-u "//db/password" -v x`. */
function nodeValues(name: string, { words }: ShellCommand): CredentialUse[] {
  if (name !== 'xmlstarlet' && name !== 'xml') return [];
  let path = '';
  return words.flatMap((word, at): CredentialUse[] => {
    const next = words[at + 1];
    if (!next) return [];
    if (/^(?:-[uas]|--(?:update|append|subnode)|-n|--name)$/.test(word.text)) path = next.text;
    const node = /([\w.-]+)(?:\[[^\]]*\])?$/.exec(path)?.[1] ?? '';
    return /^(?:-v|--value)$/.test(word.text) && judgeName(node).kind === 'secret' ? [{ value: next, how: `\`${name}\``, certain: PASSWORD_NAME.test(node), keeps: null }] : [];
  });
}

/** A command that is told how to get a password, and the password with it: `--password-command 'echo x'`. */
const TELLS = /^(?:echo|printf)[ \t]+(?:-[ne]+[ \t]+)?["']?([^\s"'$`]{2,200})["']?$/d;
const PASSWORD_COMMAND = /pass(?:word|phrase|wd)?[-_]?(?:command|cmd)$/i;

/** `--password x`, `--token=x` and their like of any command. */
function anyOption(name: string, command: ShellCommand): CredentialUse[] {
  if (LOOKS_ONLY.has(name) && !name.startsWith('pip')) return [];
  return command.words.flatMap((word, at): CredentialUse[] => {
    const found = OPTION.exec(word.text);
    if (!found) return [];
    const option = found[1]!;
    // Arguments alone are handed to the entrypoint of a base.
    const how = at === 0 ? `\`${option}\`` : `\`${name} ${option}\``;
    const next = found[2] === undefined ? command.words[at + 1] : sliceShell(word, ...found.indices![2]!);
    if (!next || next.text.startsWith('-')) return [];
    if (INDEX_OPTIONS.has(option) && /^(?:pip3?|uv|python3?|poetry|pipenv)$/.test(name)) {
      return next.expansions.length > 0 && next.expansions[0]!.to === next.text.length && next.expansions[0]!.from === 0
        ? [{ value: next, how, certain: false, keeps: null }]
        : [];
    }
    if (PASSWORD_COMMAND.test(option)) return matchShell(next, TELLS, 1).map((value) => ({ value, how, certain: true, keeps: null }));
    if (COMPOUND_OPTIONS.test(option)) return [{ value: next, how: `\`${option}\``, certain: true, keeps: null }];
    if (HARMLESS_OPTION.test(option) || !isSecretOption(option)) return [];
    return [{ value: next, how, certain: PASSWORD_OPTION.test(option), keeps: null }];
  });
}

/** Whatever word stands behind these is a password. */
const PASSWORD_OPTION = /^--?(?:[\w.-]*[-_.])?(?:password|passwd|passphrase)$/i;
/** Names of options that take a key's value; `--recv-keys`, `--keyserver` and most others name one. */
const VALUED_KEY = /(?:api|secret|access|auth|account|encryption|license|master)[-_]?keys?$/i;

function isSecretOption(option: string): boolean {
  const { kind, word } = judgeName(option.replace(/^-+/, ''));
  return kind === 'secret' && (!/keys?$/.test(word ?? '') || VALUED_KEY.test(option));
}

/** Of `s/your-password/b/` the `b`: it stands where a sample says that the password goes. */
function filledIn(word: ShellText): CredentialUse[] {
  const found = /^(?:[\d,$]*|\/[^/]*\/)s(.)/.exec(word.text);
  const second = found ? word.text.indexOf(found[1]!, found[0].length) : -1;
  const third = second === -1 ? -1 : word.text.indexOf(found![1]!, second + 1);
  if (third === -1) return [];
  const blank = word.text.slice(found![0].length, second);
  const value = sliceShell(word, second + 1, third);
  if (BLANK_PASSWORD.test(blank)) return /passw/i.test(value.text) ? [] : [{ value, how: '`sed`', certain: true, keeps: null }];
  const name = BLANK_NAME.exec(blank)?.[1];
  return name !== undefined && judgeName(name).kind === 'secret' && judgeName(value.text).kind !== 'secret' ? [{ value, how: '`sed`', certain: false, keeps: null }] : [];
}

/** `@DB_PASSWORD@`, `{{secret_key}}`, `DB_PASS`: what a template calls the secret that goes there. */
const BLANK_NAME = /^(?:@@?|\{\{ ?|__|%%?|<|\$\{|\b)([A-Za-z]\w{0,60}?)(?:@@?| ?\}\}|__|%%?|>|\})?$/;

const BLANK_PASSWORD = /^\W{0,4}[a-z][\w.-]{0,40}[-_.]passw(?:or)?d(?:[_-]?here)?\W{0,4}$/i;

/** Of `s/a/b/` the `b`: what is looked for is not what is written. */
function replacement(word: ShellText): ShellText {
  const found = /^(?:[\d,$]*|\/[^/]*\/)s(.)/.exec(word.text);
  if (!found) return word;
  const second = word.text.indexOf(found[1]!, found[0].length);
  return second === -1 ? word : sliceShell(word, second + 1, word.text.length);
}
