import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import type { Field } from '../field.js';
import type { Findings, Format, FormatInput } from '../format.js';
import { readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { settings } from '../settings.js';
import type { Decoded } from '../settings.js';
import { readXml } from '../xml.js';

const rule = 'credential-file-secret';
const PRINTABLE = /^[\x20-\x7e\u00a0-\uffef]+$/;
const present = (list: readonly (Identity | null)[]): Identity[] => list.filter((one) => one !== null);

/** Where no keyring is to be had, Chromium's key is the same everywhere. https://chromium.googlesource.com/chromium/src/+/main/components/os_crypt/sync/os_crypt_linux.cc */
const CHROMIUM_TAG = Buffer.from('v10');
const BLOCK = 16;
/** Passwords of more are typed by nobody. */
const MOST_BLOCKS = 16;
/** A history of logins has some hundreds. */
const MOST_LOGINS = 2000;

/** Passwords as they lie in the pages of Chromium's database, each behind its site, its user and the names of the fields. */
function readChromium({ bytes }: FormatInput, found: Findings): void {
  const key = pbkdf2Sync('peanuts', 'saltysalt', 1, BLOCK, 'sha1');
  let left = MOST_LOGINS;
  for (let at = bytes.indexOf(CHROMIUM_TAG); at !== -1 && left > 0; at = bytes.indexOf(CHROMIUM_TAG, at + 1), left -= 1) {
    const start = at + CHROMIUM_TAG.length;
    const opened = decryptBlocks(key, bytes.subarray(start, start + MOST_BLOCKS * BLOCK));
    if (opened === null) continue;
    const before = bytes.toString('latin1', Math.max(0, at - 1000), at);
    const host = [...before.matchAll(/https?:\/\/([\w.-]{1,200})/g)].at(-1)?.[1];
    const stored = bytes.toString('latin1', at, start + opened.length);
    found.entry({ rule, name: 'password_value', key: 'logins.password_value', start: at, end: start + opened.length, secret: stored, decoded: opened.text, known: 'place', says: 'Chromium only obscures it: without a keyring, its key is the same everywhere.', identity: present([identityOf('host', host)]) });
  }
}

/** The first of the lengths under which the padding holds and text comes out. */
function decryptBlocks(key: Buffer, bytes: Buffer): { readonly text: string; readonly length: number } | null {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % BLOCK));
  if (whole.length === 0) return null;
  const plain = createDecipheriv('aes-128-cbc', key, Buffer.alloc(BLOCK, ' ')).setAutoPadding(false).update(whole);
  for (let length = BLOCK; length <= plain.length; length += BLOCK) {
    const padding = plain[length - 1]!;
    if (padding < 1 || padding > BLOCK || !plain.subarray(length - padding, length).every((byte) => byte === padding)) continue;
    const text = plain.toString('utf8', 0, length - padding);
    return PRINTABLE.test(text) && !text.includes('\ufffd') ? { text, length } : null;
  }
  return null;
}

/** The key that DBeaver encrypts with unless it is given another. https://dbeaver.com/docs/dbeaver/Project-security/ */
const DBEAVER_OBSCURES_BY = Buffer.from('babb4a9f774ab853c96c2d653dfe544a', 'hex');

/** An AES document: the vector in front. */
function readDbeaver({ bytes }: FormatInput, found: Findings): void {
  if (bytes.length < 2 * BLOCK || bytes.length % BLOCK !== 0) return;
  let text: string;
  try {
    const cipher = createDecipheriv('aes-128-cbc', DBEAVER_OBSCURES_BY, bytes.subarray(0, BLOCK));
    text = Buffer.concat([cipher.update(bytes.subarray(BLOCK)), cipher.final()]).toString('latin1');
  } catch {
    return;
  }
  const logins = readJson(text, (message) => found.limit(message)).filter(({ name, value }) => name === 'password' && value !== '');
  if (logins.length === 0) return;
  const users = new Set(logins.map(({ group }) => group.fields.get('user')?.value));
  found.entry({
    rule,
    name: 'password',
    start: 0,
    end: bytes.length,
    secret: bytes.toString('latin1'),
    known: 'proof',
    says: `DBeaver only obscures it: its key is the same everywhere. It holds ${logins.length === 1 ? 'a password' : `${logins.length} passwords`}.`,
    identity: present([users.size === 1 ? identityOf('user', [...users][0]) : null]),
  });
}

/** JetBrains' IDEs write each sign as its code, with a fixed pattern over it. */
function fromJetBrains({ value }: Field): Decoded | null {
  if (!/^(?:[0-9a-f]{4})+$/.test(value)) return null;
  const text = (value.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(parseInt(code, 16) ^ 0xdfaa)).join('');
  return PRINTABLE.test(text) ? { value: text, says: 'The IDE only obscures it: its pattern is the same everywhere.' } : null;
}

/** Logins that programs with windows keep. */
export const desktop: readonly Format[] = [
  { name: "Chromium's logins", rule, paths: ['Login Data', 'Login Data For Account', 'Login Data.*'], read: readChromium },
  settings({ name: "Chromium's logins", paths: ['Login Data/logins'], read: readProperties, rule, secret: /^password_value$/, identity: { user: ['username_value'], host: ['origin_url', 'signon_realm'] } }),
  settings({
    name: "Firefox's logins",
    paths: ['logins.json', 'logins-backup.json'],
    read: readJson,
    rule,
    secret: ({ name, value }) => name === 'encryptedPassword' && /^MD[A-Za-z0-9+/]{30,}={0,2}$/.test(value),
    decode: ({ value }) => ({ value, says: 'It is encrypted under `key4.db` beside it, which opens it unless a primary password was set.' }),
    identity: { host: ['hostname', 'formsubmiturl'] },
  }),
  { name: "DBeaver's logins", rule, paths: ['.dbeaver/credentials-config.json', 'credentials-config.json'], read: readDbeaver },
  settings({ name: "data sources of DBeaver", paths: ['data-sources.json', '.dbeaver-data-sources.xml'], read: readJson, rule, secret: /(?:^|\.)(?:password|auth-properties\.password)$/, identity: { user: ['user', 'username'], host: ['host', 'url'], database: ['database'] } }),
  settings({ name: "data sources of a JetBrains IDE", paths: ['dataSources.xml', 'dataSources.local.xml', 'webServers.xml', 'deployment.xml'], read: readXml, rule, secret: /(?:^|\.)password$/, decode: fromJetBrains, identity: { user: ['username', 'user-name', 'user'], host: ['jdbc-url', 'host', 'url'] } }),
  settings({ name: 'accounts of a messenger', paths: ['.purple/accounts.xml'], read: readXml, rule, secret: /account\.password$/, identity: { user: ['name'], protocol: ['protocol'] } }),
  settings({ name: 'Remmina connection', paths: ['*.remmina'], read: readIni, rule, secret: /(?:^|\.)(?:password|ssh_tunnel_password|ssh_tunnel_passphrase)$/, decode: ({ value }) => ({ value, says: 'Remmina obscures it; its key stands in `remmina.pref`.' }), identity: { user: ['username'], host: ['server'] } }),
  settings({ name: 'key of Remmina', paths: ['remmina.pref'], read: readIni, rule, secret: /(?:^|\.)secret$/ }),
];
