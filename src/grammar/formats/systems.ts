import { identityOf } from '../../model/identity.js';
import { utf8 } from '../field.js';
import type { Findings, Format } from '../format.js';
import { readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { lines } from '../lines.js';
import { fromBase64, settings } from '../settings.js';
import { readXml } from '../xml.js';

const rule = 'credential-file-secret';

/** What stands for a password in the second field of a line; `!` in front locks the account, and the hash stays. */
const HASH = /^!?(\$[A-Za-z0-9]{1,12}\$[^:\s]{8,400}|\{(?:S?SHA(?:256|512)?|SMD5|MD5|CRYPT)\}[A-Za-z0-9+/=.$]{8,200}|_[./A-Za-z0-9]{19}|[./A-Za-z0-9]{13})$/;

/** Lines of `user:hash:…`. https://man7.org/linux/man-pages/man5/shadow.5.html */
function readHashes(text: string, found: Findings): void {
  for (const line of text.matchAll(/^([^:#\s]{1,64}):([^:\s]{1,500})(?=:|\s|$)/gm)) {
    const hash = HASH.exec(line[2]!)?.[1];
    if (hash === undefined) continue;
    const end = line.index + line[0].length;
    const user = identityOf('user', utf8(line[1]!));
    found.entry({ rule: 'password-hash', name: 'password', start: end - hash.length, end, secret: hash, known: 'proof', says: sayHash(hash), identity: user ? [user] : [] });
  }
}

function sayHash(hash: string): string {
  if (/^\$(?:y|gy|7|2[abxy]|argon2)/.test(hash)) return 'It is of a slow kind: a weak password falls all the same.';
  if (/^\$[56]\$/.test(hash)) return 'It is of a kind that graphics cards try millions of times a second.';
  return 'It is of a kind that graphics cards try billions of times a second.';
}

function readTwoLines(text: string, found: Findings): void {
  const match = /^([^\s#][^\r\n]{0,100})\r?\n([^\r\n]{1,200})\r?\n?$/.exec(text.slice(0, 400));
  if (!match || text.length > 400) return;
  const start = text.indexOf('\n') + 1;
  const user = identityOf('user', match[1]);
  found.entry({ rule, name: 'password', start, end: start + match[2]!.length, secret: utf8(match[2]!), known: 'place', identity: user ? [user] : [] });
}

/** Accounts of a system, file transfer and private networks. */
export const systems: readonly Format[] = [
  { name: 'file of password hashes', rule: 'password-hash', paths: ['etc/shadow', 'etc/shadow-', 'shadow', 'etc/gshadow', 'etc/passwd', '.htpasswd', 'htpasswd', '*.htpasswd', 'htpasswd.*', '.htpasswd*', 'master.passwd'], read: ({ text }, found) => readHashes(text, found) },
  lines('hashes for digest authentication', ['.htdigest', 'htdigest', '*.htdigest'], /^(?<user>[^:#\s]{1,100}):(?<realm>[^:\n]{1,100}):(?<secret>[0-9a-f]{32})[ \t]{0,8}\r?$/dgm),
  lines('login of s3fs', ['.passwd-s3fs', 'passwd-s3fs'], /^(?:(?<bucket>[a-z0-9.-]{3,63}):)?(?<key>[A-Z0-9]{8,128}):(?<secret>[A-Za-z0-9/+=_-]{20,200})[ \t]{0,8}\r?$/dgm),
  settings({ name: 'FileZilla sites', paths: ['sitemanager.xml', 'recentservers.xml', 'filezilla.xml'], read: readXml, rule: 'ftp-password', secret: /(?:^|\.)pass$/, decode: (field) => (field.attributes?.encoding === 'base64' ? fromBase64(field) : null), identity: { host: ['host'], user: ['user'] } }),
  settings({ name: 'SFTP settings of an editor', paths: ['sftp-config.json', '.vscode/sftp.json', 'sftp.json', '.ftpconfig', '.remote-sync.json', '.sftpconfig.json', 'ftpsync.settings'], read: readJson, rule, secret: /(?:^|\.)(?:password|passphrase|pass|sudo_password)$/, identity: { host: ['host', 'hostname'], user: ['username', 'user'] } }),
  settings({ name: 'WireGuard config', paths: ['wg*.conf', 'wireguard/*.conf'], read: readIni, rule: 'wireguard-private-key', secret: /\.(?:privatekey|presharedkey)$/, identity: { address: ['address'], endpoint: ['endpoint'] } }),
  lines('login in an OpenVPN config', ['*.ovpn', 'openvpn/*.conf', 'openvpn/*/*.conf'], /<auth-user-pass>\s{1,4}(?<user>[^\s<>]{1,100})\s{1,4}(?<secret>[^\s<>]{2,200})(?=\s)/dg),
  { name: 'OpenVPN login', rule, paths: ['openvpn/**/*auth*', 'openvpn/*auth*', 'openvpn/*login*', 'openvpn/*pass*', 'auth-user-pass.txt', 'userpass.txt'], read: ({ text }, found) => readTwoLines(text, found) },
  settings({ name: 'network settings with a password', paths: ['wpa_supplicant.conf', 'wpa_supplicant-*.conf', 'wpa_supplicant/*.conf', 'hostapd.conf', 'system-connections/*', 'iwd/*.psk', 'smbcredentials', '.smbcredentials', '*.smbcred', '.smbcred', 'cifs-credentials', '.cifs', 'odbc.ini', '.odbc.ini', 'smb.cred'], read: readProperties, rule, secret: /(?:^|\.)(?:psk|password|wep[-_]key\d|pwd|private_key_passwd|private-key-password|wpa_passphrase|passphrase|secret|leap-password)$/, except: /flags$/, identity: { user: ['username', 'identity', 'uid'], network: ['ssid', 'id'] } }),
];
