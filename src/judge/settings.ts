import type { ShellText } from '../model/shell.js';
import { judgeName } from './name.js';
import { matchShell, sliceShell } from './shell-slice.js';

/** A value that a text gives to a secretly named setting. */
export interface SecretSetting {
  readonly name: string;
  readonly value: ShellText;
  /** Any literal there is a password; without it one must look like a secret. */
  readonly certain: boolean;
}

/** A name and its value; the name is bounded so that a text without `=` costs no more than its length. */
const EQUALS = /(?<![\w-])(?<!\w\.)([A-Za-z_][\w.-]{0,60})["']?[ \t]{0,8}(?:=>|:?=)[ \t]{0,8}(?:[ub](?=["']))?["']?((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s"',;&<>)}\\])+)/dg;
const COLON = /(?<![\w.-])([A-Za-z_][\w.-]{0,60})["']?[ \t]{0,8}:[ \t]{1,8}["']?((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s"',;&<>)}\\])+)/dg;
/** An option within a text: `sh -c 'app --password=x'`. */
const DASHED = /(?<=(?:^|[\s"'])--?)([A-Za-z_][\w.-]{0,60})=["']?((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s"',;&<>)}\\])+)/dg;
/** One among settings that colons part: `host=db:password=x`. */
const AMONG = /(?<=[\w.-]:)(\w{0,40}(?:password|passwd))=([^\s:;&"'${}]+)/dgi;
const ELEMENT = /<(?:[\w.-]{1,40}:)?(password|passphrase|privateKey|token|secret|apiKey)>([^<\s]+)</dgi;
const NETRC = /\b(?:machine|login)\b[\s\S]{0,400}?\b(?:password|passwd)[ \t]+(\S+)/dg;
const NPM = /:(_authToken|_password|_auth)[ \t]*=[ \t]*["']?((?:\$\{[^}]{0,200}\}|[^\s"'\\])+)/dg;
const SQL = /(?:IDENTIFIED[ \t]+(?:WITH[ \t]+\S{1,60}[ \t]+)?BY|PASSWORD)[ \t]*(?:\(|=?[ \t]*PASSWORD[ \t]*\()?[ \t]*['"]([^'"\s]+)['"]/dgi;
/** A quoted name and value, as JSON and scripts have them; `pwd` is what mongo calls it. */
const QUOTED = /(?:["']([A-Za-z_][\w.-]{0,60})["']|\b(pwd))[ \t]{0,8}:[ \t]{0,8}\[?[ \t]{0,8}["']((?:\$\{[^}]{0,200}\}|\$\([^)]{0,400}\)|[^\s"'\\])+)["']/dg;
/** `auth` of a registry's login, which is user and password in base64. */
const REGISTRY_AUTH = /["']auth["'][ \t]{0,8}:[ \t]{0,8}["']([^\s"'\\]+)["']/dg;
/** `create_superuser('admin', 'a@b.c', 'x')`, as people feed it to `manage.py shell`. */
const SUPERUSER = /create_(?:super)?user\(\s{0,4}['"][^'"]{0,60}['"],\s{0,4}['"][^'"]{0,100}['"],\s{0,4}['"]([^'"\s]+)['"]/dg;
/** `addprinc -pw x`, as `kadmin -q` takes it. */
const PRINCIPAL = /\b(?:addprinc|ank|add_principal|cpw|change_password)\b[^\n]{0,120}?\s-pw[ \t]+(\S+)/dg;
/** Settings whose value follows a blank, and one whose name does not say what it is. */
const SPACED = /(?<![\w#.-])(?:requirepass|masterauth|rootpw)[ \t]{1,8}["']?([^\s"'\\]+)/dg;
const SONAR = /(?:-D|(?<![\w.-]))sonar\.login=([^\s"'\\]+)/dg;
const ESCAPED_SPACE = /\\[nrt]/g;

/** What a setting called password is set to is one, unless it says how passwords are kept or asked for. */
const NO_PASSWORD = /^(?:files|compat|db|ldap|nis|sss|systemd|winbind|dns|plain(?:text)?|clear(?:text)?|md5|sha-?\d*|crypt|bcrypt|hash(?:ed)?|trust|peer|ident|scram\S*|required|requisite|optional|sufficient|include|string|str|text|input|prompt|ask|\w*password|\w*passwd)$/i;

function isPassword(name: string, value: string): boolean {
  return !/^(?:enable|disable|with|without|no|allow|skip|require|ask)[-_]/i.test(name) && /(?:^|[^a-z])(?:\w*passw(?:or)?d|\w*passphrase|pwd)$/i.test(name) && !NO_PASSWORD.test(value);
}

/** The secret settings that a text holds: `name=value`, `name: value` where `colons` allows it, netrc, npmrc, XML, SQL. */
export function secretSettings(given: ShellText, colons: boolean): SecretSetting[] {
  // `\n` as echo and printf take it would otherwise be the first letter of the next name.
  const text = given.text.includes('\\') ? { ...given, text: given.text.replace(ESCAPED_SPACE, '  ') } : given;
  const found: SecretSetting[] = [];
  for (const pattern of colons ? [EQUALS, DASHED, COLON] : [EQUALS, DASHED]) {
    for (const match of text.text.matchAll(pattern)) {
      const [from, to] = match.indices![2]!;
      if (judgeName(match[1]!).kind === 'secret') found.push({ name: match[1]!, value: sliceShell(text, from, to), certain: isPassword(match[1]!, match[2]!) });
    }
  }
  for (const match of text.text.matchAll(AMONG)) found.push({ name: match[1]!, value: sliceShell(text, ...match.indices![2]!), certain: isPassword(match[1]!, match[2]!) });
  for (const match of text.text.matchAll(NPM)) found.push({ name: match[1]!, value: sliceShell(text, ...match.indices![2]!), certain: true });
  for (const match of text.text.matchAll(ELEMENT)) found.push({ name: match[1]!, value: sliceShell(text, ...match.indices![2]!), certain: false });
  for (const match of text.text.matchAll(QUOTED)) {
    const name = match[1] ?? match[2]!;
    if (judgeName(name).kind === 'secret') found.push({ name, value: sliceShell(text, ...match.indices![3]!), certain: isPassword(name, match[3]!) });
  }
  for (const pattern of [NETRC, SQL, REGISTRY_AUTH, SPACED, SONAR, SUPERUSER, PRINCIPAL]) for (const value of matchShell(text, pattern, 1)) found.push({ name: 'password', value, certain: true });
  const seen = new Set<number>();
  return found.filter(({ value }) => !seen.has(value.start) && seen.add(value.start));
}
