import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import { utf8 } from '../field.js';
import type { Findings, Format, FormatInput } from '../format.js';

/** Of a keytab of MIT Kerberos, and of what its `kinit` keeps. https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html */
const KEYTAB = 0x0502;
/** No keytab has more; each takes some forty bytes at least. */
const MOST_ENTRIES = 10_000;
const ENCRYPTIONS: Readonly<Record<number, string>> = { 16: 'des3-cbc-sha1', 17: 'aes128-cts-hmac-sha1-96', 18: 'aes256-cts-hmac-sha1-96', 19: 'aes128-cts-hmac-sha256-128', 20: 'aes256-cts-hmac-sha384-192', 23: 'arcfour-hmac' };

function readKeytab({ bytes }: FormatInput, found: Findings): void {
  if (bytes.length < 6 || bytes.readUInt16BE(0) !== KEYTAB) return;
  const told = new Set<string>();
  for (let at = 2, count = 0; at + 4 <= bytes.length && count < MOST_ENTRIES; count += 1) {
    const size = bytes.readInt32BE(at);
    at += 4;
    const length = Math.abs(size);
    if (size > 0) {
      const entry = keyOf(bytes, at, Math.min(at + length, bytes.length));
      // The same key stands there in several encryptions: the strongest comes first, and one is told.
      if (entry && !told.has(entry.principal)) {
        told.add(entry.principal);
        const identity = [identityOf('principal', entry.principal), identityOf('encryption', ENCRYPTIONS[entry.encryption])];
        found.entry({
          rule: 'credential-file-secret',
          name: 'key',
          start: entry.start,
          end: entry.end,
          secret: bytes.toString('latin1', entry.start, entry.end),
          known: 'proof',
          says: 'It is a key of Kerberos: it logs in as its principal as the password would.',
          identity: identity.filter((one): one is Identity => one !== null),
        });
      }
    }
    if (length === 0) break;
    at += length;
  }
}

interface KeytabEntry {
  readonly principal: string;
  readonly encryption: number;
  readonly start: number;
  readonly end: number;
}

function keyOf(bytes: Buffer, from: number, end: number): KeytabEntry | null {
  let at = from;
  const text = (): string | null => {
    if (at + 2 > end) return null;
    const length = bytes.readUInt16BE(at);
    at += 2 + length;
    return at > end ? null : bytes.toString('utf8', at - length, at);
  };
  if (at + 2 > end) return null;
  const components = bytes.readUInt16BE(at);
  at += 2;
  const realm = text();
  const names: string[] = [];
  for (let index = 0; index < Math.min(components, 16); index += 1) {
    const name = text();
    if (name === null) return null;
    names.push(name);
  }
  // The kind of name, the time, and the version of the key.
  at += 4 + 4 + 1;
  if (realm === null || at + 4 > end) return null;
  const encryption = bytes.readUInt16BE(at);
  const length = bytes.readUInt16BE(at + 2);
  const start = at + 4;
  return length === 0 || start + length > end ? null : { principal: `${names.join('/')}@${realm}`, encryption, start, end: start + length };
}

const SECRET_KEY = /\(11:private-key|\(private-key[\s(]/;
const SECRET_PART = /\(1:d(\d{1,4}):|\(d #([0-9A-Fa-f]{16,4096})#\)/;

/**
 * A key of gpg-agent, bare or in the form with names in front. Keys under a passphrase are `protected-private-key`, those on a card
 * `shadowed-private-key`. https://github.com/gpg/gnupg/blob/master/agent/keyformat.txt
 */
function readGpgKey({ text, path }: FormatInput, found: Findings): void {
  if (!SECRET_KEY.test(text.slice(0, 4000))) return;
  const part = SECRET_PART.exec(text.slice(0, 64 * 1024));
  if (!part) return;
  const start = part.index + (part[2] === undefined ? part[0].length : part[0].indexOf('#') + 1);
  const end = Math.min(text.length, start + (part[2] === undefined ? Number(part[1]) : part[2].length));
  if (end - start < 16) return;
  const grip = /([0-9A-Fa-f]{40})\.key$/.exec(path)?.[1];
  const identity = [identityOf('keygrip', grip), identityOf('comment', /^Description: ([^\r\n]{1,100})/m.exec(text)?.[1])];
  found.entry({ rule: 'private-key', name: 'private-key', key: 'private-key.d', start, end, secret: text.slice(start, end), known: 'proof', says: 'It is a private key of gpg-agent without a passphrase.', identity: identity.filter((one): one is Identity => one !== null) });
}

/** What Jenkins encrypts the key of all stored credentials with. https://www.jenkins.io/doc/developer/security/secrets/ */
function readHudsonSecret({ bytes, path }: FormatInput, found: Findings): void {
  if (bytes.length < 16 || bytes.length > 4096) return;
  const home = path.replace(/secrets\/[^/]*$/, '');
  const identity = identityOf('opens', `${home}credentials.xml`);
  found.entry({ rule: 'jenkins-credential', name: path.slice(path.lastIndexOf('/') + 1), start: 0, end: bytes.length, secret: bytes.toString('latin1'), known: 'proof', says: 'With `master.key` beside it, it opens every credential that Jenkins stores.', identity: identity ? [identity] : [] });
}

/** A file of nothing but a key, in hexadecimal digits or in signs of base64. */
function bareKey(name: string, rule: string, paths: readonly string[], digits: RegExp, opens: string | null): Format {
  return {
    name,
    rule,
    paths,
    read: ({ text, path }, found) => {
      if (text.length > 4096) return;
      const secret = text.trim();
      if (!digits.test(secret)) return;
      const start = text.indexOf(secret);
      const beside = opens === null ? null : identityOf('opens', path.replace(/[^/]*$/, '') + opens.replace('*', path.slice(path.lastIndexOf('/') + 1).replace(/\.key$/, '')));
      found.entry({ rule, name: path.slice(path.lastIndexOf('/') + 1), start, end: start + secret.length, secret: utf8(secret), known: 'proof', says: 'It has the form of one.', identity: beside ? [beside] : [] });
    },
  };
}

/** Files that are a key and nothing else. */
export const keys: readonly Format[] = [
  { name: 'Kerberos keytab', rule: 'credential-file-secret', paths: ['*.keytab', 'krb5.keytab', '*.keytab.*'], read: readKeytab },
  { name: 'gpg-agent key', rule: 'private-key', paths: ['private-keys-v1.d/*.key'], read: readGpgKey },
  { name: 'Jenkins secret', rule: 'jenkins-credential', paths: ['secrets/hudson.util.Secret', 'secrets/com.cloudbees.plugins.credentials.SecretBytes.KEY', 'secrets/org.jenkinsci.main.modules.instance_identity.InstanceIdentity.KEY'], read: readHudsonSecret },
  bareKey('Rails master key', 'rails-secret-key', ['config/master.key', 'master.key'], /^[0-9a-f]{32}$/, 'credentials.yml.enc'),
  bareKey('Rails credentials key', 'rails-secret-key', ['config/credentials/*.key'], /^[0-9a-f]{32}$/, '*.yml.enc'),
  bareKey('Jenkins key', 'jenkins-credential', ['secrets/initialAdminPassword', 'secrets/master.key'], /^(?:[0-9a-f]{32}|[0-9a-f]{256})$/, null),
  bareKey('Artifactory key', 'credential-file-secret', ['security/master.key', 'security/join.key', 'security/artifactory.key'], /^[0-9a-f]{32,64}$/i, null),
];
