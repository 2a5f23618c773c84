import type { ShellCommand, ShellText } from '../model/shell.js';
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
  /** The file or store that still holds it when the command is done; null when none is known. */
  readonly keeps: string | null;
}

const HEADER = /^\s*["']?(?:Authorization|Proxy-Authorization|PRIVATE-TOKEN|JOB-TOKEN|DEPLOY-TOKEN|X-[\w-]{0,40}(?:Key|Token|Auth|Secret)[\w-]{0,20}|api-?key|X-JFrog-Art-Api)\s*:\s*(?:(?:Basic|Bearer|Token)\s+)?(\S+)/di;
const EXTRA_HEADER = /^http\.(?:\S*\.)?extraheader[= ]/i;
/** The user part may be the token itself; of `git@host` it is not. */
const URL_LOGIN = /\b(?:https?|ftps?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?|smtps?|ldaps?|git\+https?|svn\+https?|ssh|sftp):\/\/((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s/@"'$`:?#]|\$\w+)*)(?::((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s/@"'$`?#]|\$\w*)*))?@/dg;
const TOKEN_WORDS = /^(?:x-oauth-basic|x-access-token|x-token-auth|oauth2|)$/i;
const OPTION = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/ds;
const HARMLESS_OPTION = /(?:^|-)(?:disabled?|no|empty|with|without|enable|allow|skip|require|change|force|reset|ask|use|stdin|prompt|store)(?:-|$)/i;
/** Commands whose words are patterns or conditions, not values that are used. */
const LOOKS_ONLY = new Set(['[', '[[', 'test', 'grep', 'egrep', 'fgrep', 'rg', 'find', 'awk', 'case', 'for', 'apt-get', 'apt', 'apk', 'yum', 'dnf', 'pip', 'pip3']);
const PRINTERS = new Set(['echo', 'printf', 'print']);
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
    ...command.words.slice(1).flatMap((word) => headers(name, word)),
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

/** The command's name without its folder; empty when there are only assignments. */
export function commandName(command: ShellCommand): string {
  return command.words[0]?.text.split(/[\\/]/).at(-1)?.replace(/\.exe$/i, '') ?? '';
}

const PASSWORD_NAME = /(?:passw(?:or)?d|pass|pwd)$/i;
const POWERSHELL_ASSIGNMENT = /^\$env:(\w{1,100})(?:=(.*))?$/dis;

/** `$env:X='…'` and `$env:X = '…'`, as PowerShell has them. */
function powershellAssignments({ words: [first, equals, last] }: ShellCommand): CredentialUse[] {
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
  const entries = Object.hasOwn(CREDENTIAL_COMMANDS, name) ? CREDENTIAL_COMMANDS[name]! : [];
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
    const found = OPTION.exec(word.text);
    const option = found && Object.hasOwn(options, found[1]!) ? options[found[1]!]! : null;
    if (!found || !option) return [];
    if (found[2] !== undefined) return shaped(sliceShell(word, ...found.indices![2]!), option, label(found[1]!), keeps);
    // Apart from its letter mysql's password would be the database's name.
    const next = entry.attachedOnly && found[1]!.length === 2 ? undefined : words[at + 1];
    return next ? shaped(next, option, label(found[1]!), keeps) : [];
  });
}

function shaped(value: ShellText, option: CredentialOption, how: string, keeps: string | null): CredentialUse[] {
  const { certain } = option;
  switch (option.shape) {
    case 'value':
      return value.text.startsWith('-') ? [] : [{ value, how, certain, keeps }];
    case 'user:value':
    case 'user%value':
      // `-u test:test` is what manuals write.
      return afterMark(value, option.shape === 'user%value' ? '%' : ':')
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
  const plain = words.filter(({ text }, at) => !text.startsWith('-') && !Object.hasOwn(options, words[at - 1]?.text ?? ''));
  if (keys) {
    const key = plain[0];
    const equals = key?.text.indexOf('=') ?? -1;
    if (!key || !keys.test(equals === -1 ? key.text : key.text.slice(0, equals))) return [];
    if (equals !== -1) return [{ value: sliceShell(key, equals + 1, key.text.length), how, certain: true, keeps }];
  }
  if (argument === 'last' && plain.length < (how === '`htpasswd`' || how === '`mosquitto_passwd`' ? 3 : 1)) return [];
  const value = argument === 'last' ? plain.at(-1) : plain[argument];
  return value ? [{ value, how, certain: true, keeps }] : [];
}

/** What reaches the command through a pipe, a here-string or a heredoc. */
function fedCredentials(name: string, command: ShellCommand): CredentialUse[] {
  const fed = [
    ...fedThrough(command),
    ...command.redirections.flatMap(({ operator, target }) => (operator === '<<<' ? target : [])),
    ...command.heredocs,
  ];
  const use =
    (how: string, keeps: string) =>
    (value: ShellText): CredentialUse => ({ value, how, certain: true, keeps: keeps === '' ? null : keeps });
  const all = command.words.map(({ text }) => text);
  if (name === 'chpasswd') return fed.flatMap((text) => lines(text).flatMap(afterColon)).map(use('`chpasswd`', '/etc/shadow'));
  if (name === 'passwd') {
    const typed = fed.flatMap((text) => lines(text).slice(0, 1));
    return typed.map(use('`passwd`', '/etc/shadow'));
  }
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

/** Commands that change how a value is written and hand it on. */
const FILTERS = new Set(['tr', 'base64', 'sed', 'cat', 'awk', 'cut', 'head', 'dos2unix', 'tee']);
const MOST_FILTERS = 4;

/** What the commands print that a command reads, through filters too. */
function fedThrough(command: ShellCommand, depth = 0): ShellText[] {
  return command.reads.flatMap((reader) => {
    const printed = printedText(reader);
    if (printed) return [printed];
    return depth < MOST_FILTERS && FILTERS.has(commandName(reader)) ? fedThrough(reader, depth + 1) : [];
  });
}

/** What `echo` and `printf` print; null for other commands. */
export function printedText(command: ShellCommand): ShellText | null {
  const name = commandName(command);
  if (!PRINTERS.has(name)) return null;
  const words = command.words.slice(1).filter(({ text }) => !/^-[neE]+$/.test(text) && text !== '--');
  const [format, ...rest] = words;
  return name === 'printf' && format && rest.length > 0 ? formatted(format, rest) : joinShell(words);
}

/** What `printf` makes of its format: each `%s` an argument; arguments that are left over follow. */
function formatted(format: ShellText, rest: readonly ShellText[]): ShellText | null {
  const parts: ShellText[] = [];
  let from = 0;
  let used = 0;
  for (const field of format.text.matchAll(/%[sbq]/g)) {
    if (used === rest.length) break;
    if (field.index > from) parts.push(sliceShell(format, from, field.index));
    parts.push(rest[used++]!);
    from = field.index + field[0].length;
  }
  if (used > 0 && from < format.text.length) parts.push(sliceShell(format, from, format.text.length));
  return joinShell(used > 0 ? [...parts, ...rest.slice(used)] : [format, ...rest], used > 0 ? '' : ' ');
}

function lines(text: ShellText): ShellText[] {
  return [...text.text.matchAll(/(?:(?!\\n|\n).)+/gs)].map((line) => sliceShell(text, line.index, line.index + line[0].length));
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
  return matchShell(text, HEADER, 1).map((value) => ({
    value,
    how: `\`${name}\` with a header`,
    certain: false,
    keeps: name === 'git' && !extra ? '~/.gitconfig' : null,
  }));
}

/** `--password x`, `--token=x` and their like of any command. */
function anyOption(name: string, command: ShellCommand): CredentialUse[] {
  if (LOOKS_ONLY.has(name) && !name.startsWith('pip')) return [];
  return command.words.flatMap((word, at): CredentialUse[] => {
    const found = OPTION.exec(word.text);
    if (!found || at === 0) return [];
    const option = found[1]!;
    const next = found[2] === undefined ? command.words[at + 1] : sliceShell(word, ...found.indices![2]!);
    if (!next || next.text.startsWith('-')) return [];
    if (INDEX_OPTIONS.has(option) && /^(?:pip3?|uv|python3?|poetry|pipenv)$/.test(name)) {
      return next.expansions.length > 0 && next.expansions[0]!.to === next.text.length && next.expansions[0]!.from === 0
        ? [{ value: next, how: `\`${name} ${option}\``, certain: false, keeps: null }]
        : [];
    }
    if (COMPOUND_OPTIONS.test(option)) return [{ value: next, how: `\`${option}\``, certain: true, keeps: null }];
    if (HARMLESS_OPTION.test(option) || !isSecretOption(option)) return [];
    return [{ value: next, how: `\`${name} ${option}\``, certain: PASSWORD_OPTION.test(option), keeps: null }];
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
  if (third === -1 || !BLANK_PASSWORD.test(word.text.slice(found![0].length, second))) return [];
  const value = sliceShell(word, second + 1, third);
  return /passw/i.test(value.text) ? [] : [{ value, how: '`sed`', certain: true, keeps: null }];
}

const BLANK_PASSWORD = /^\W{0,4}[a-z][\w.-]{0,40}[-_.]passw(?:or)?d(?:[_-]?here)?\W{0,4}$/i;

/** Of `s/a/b/` the `b`: what is looked for is not what is written. */
function replacement(word: ShellText): ShellText {
  const found = /^(?:[\d,$]*|\/[^/]*\/)s(.)/.exec(word.text);
  if (!found) return word;
  const second = word.text.indexOf(found[1]!, found[0].length);
  return second === -1 ? word : sliceShell(word, second + 1, word.text.length);
}
