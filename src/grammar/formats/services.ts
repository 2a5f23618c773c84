import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import { utf8 } from '../field.js';
import type { Findings, Format } from '../format.js';
import { readIni } from '../ini.js';
import { bare, lines } from '../lines.js';
import { settings } from '../settings.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';

/** Subversion keeps names and values by their lengths. https://svn.apache.org/repos/asf/subversion/trunk/subversion/libsvn_subr/hash.c */
function readSvn(text: string, found: Findings): void {
  const fields = new Map<string, { readonly value: string; readonly start: number }>();
  for (const match of text.matchAll(/^K \d{1,4}\n([^\n]{1,200})\nV (\d{1,5})\n/gm)) {
    const start = match.index + match[0].length;
    fields.set(match[1]!, { value: text.slice(start, start + Number(match[2])), start });
  }
  const password = fields.get('password');
  if (!password || fields.get('passtype')?.value !== 'simple' || password.value === '') return;
  const identity = [identityOf('host', fields.get('svn:realmstring')?.value), identityOf('user', fields.get('username')?.value)];
  found.entry({ rule, name: 'password', start: password.start, end: password.start + password.value.length, secret: utf8(password.value), known: 'place', identity: identity.filter((one): one is Identity => one !== null) });
}

/** Logins that services keep, and secrets that were mounted and are now part of the image. */
export const services: readonly Format[] = [
  bare('file that is a secret', [
    '.vault-token', '.rediscli_auth', '.ansible_vault_pass', '.vault_pass', '.vault_pass.txt', 'vault-password.txt', 'run/secrets/*', 'secrets/*.txt', 'password.txt', '*_password.txt', '*-password.txt', 'token.txt', '*_token.txt', '*-token.txt', '.token', 'secret.txt', '*.secret', '.password', 'api_key.txt', 'apikey.txt', 'db_password', 'db-password', 'ldap.secret',
    'run/credentials/*/*', 'etc/credstore/*', 'usr/lib/credstore/*', 'secrets/kubernetes.io/serviceaccount/token', 'k3s/server/token', 'k3s/server/node-token', 'rke2/server/node-token', '.erlang.cookie', 'huggingface/token', '.huggingface/token', '.supabase/access-token', 'anaconda-client/tokens/*.token', 'argo/token', '.nomad-token', '.consul-token', '.buildkite-token', '.pgpassword', 'postgres_password', 'mysql_root_password', 'mysql_password',
  ]),
  bare('AWS secret in a file of its own', ['aws_secret_access_key', 'aws-secret-access-key', 'aws_secret_key', 'secretAccessKey', 'aws_secret_access_key.txt'], 'aws-secret-key'),
  bare('AWS session token in a file of its own', ['aws_session_token', 'aws-session-token'], 'aws-session-token'),
  lines('Postfix logins', ['sasl_passwd', 'sasl/passwd', 'relay_password'], /^(?<host>\[?[\w.-]{1,200}\]?(?::\d{1,5})?)[ \t]{1,20}(?<user>[^:\s]{1,100}):(?<secret>\S{1,300})[ \t]{0,20}\r?$/dgm),
  lines('Exim logins', ['passwd.client'], /^(?<host>[\w.*-]{1,200}):(?<user>[^:\s]{1,100}):(?<secret>\S{1,300})$/dgm),
  lines('secrets of PPP', ['chap-secrets', 'pap-secrets', 'l2tp-secrets'], /^[ \t]{0,8}"?(?<user>[^\s#"]{1,100})"?[ \t]{1,20}"?(?<host>[^\s"]{1,100})"?[ \t]{1,20}"?(?<secret>[^\s"]{1,200})"?(?:[ \t]|\r?$)/dgm),
  lines('secrets of IPsec', ['ipsec.secrets', 'ipsec.d/*.secrets'], /^(?<host>[^#:\n]{0,200}):[ \t]{1,8}(?:PSK|EAP|XAUTH|NTLM)[ \t]{1,8}"(?<secret>[^"\n]{1,200})"/dgm),
  // A hash of the password may stand there instead; the rules for hashes see those. https://www.pgbouncer.org/config.html#authentication-file-format
  lines('users of PgBouncer', ['userlist.txt', 'pgbouncer*.txt'], /^"(?<user>[^"\n]{1,100})"[ \t]{1,8}"(?!md5[0-9a-f]{32}"|SCRAM-)(?<secret>[^"\n]{1,300})"/dgm),
  lines('secrets of rsync', ['rsyncd.secrets', 'rsync.secrets'], /^(?<user>[^#:\s]{1,100}):(?<secret>[^\s:]{1,200})[ \t]{0,8}\r?$/dgm),
  lines('mounts with a password', ['etc/fstab', 'fstab', 'auto.cifs'], /^(?<host>[^#\s]{1,200})[ \t][^\n]{0,300}?[ \t,](?:user(?:name)?=(?<user>[^,\s]{1,100}),)?(?:[\w=./-]{1,60},){0,6}pass(?:word)?=(?<secret>[^,\s]{1,200})/dgm),
  { name: 'Subversion login', rule, paths: ['svn.simple/*'], read: ({ text }, found) => readSvn(text, found) },
  settings({ name: 'Mercurial config', paths: ['.hgrc', '.hg/hgrc', 'hgrc'], read: readIni, rule, secret: /(?:^|\.)auth\.(?:.{1,60}\.)?password$/, tell: ({ name, group }) => ['username', 'prefix'].map((other) => identityOf(other === 'prefix' ? 'host' : 'user', group.fields.get(name.toLowerCase().replace('password', other))?.value)) }),
  settings({ name: 'Helm repositories', paths: ['helm/repositories.yaml', 'repository/repositories.yaml'], read: readYaml, rule, secret: /repositories\.-\.password$/, identity: { user: ['username'], host: ['url'] } }),
];
