import { describe, expect, test } from '@jest/globals';
import { createCipheriv } from 'node:crypto';
import { FORMATS } from '../../src/grammar/formats.js';
import { expandTemplate } from '../../src/rule/template.js';
import type { DocumentHit } from '../../src/scan/document.js';
import { matcher, readFile } from './read-file.js';

const shown = ({ rule, secret, identity }: DocumentHit): string => [rule.id, secret.reveal(), ...(identity ?? []).map(({ label, value }) => `${label}=${value}`)].join(' ');

/** A file, and what is found in it: rule, value, identity. Passwords are ones that people choose: no pattern would dare. */
const FILES: readonly (readonly [path: string, content: string, found: readonly string[]])[] = [
  ['root/.npmrc', '//npm.acme.io/:_authToken=hunter2hunter\n', ['npm-registry-credential hunter2hunter registry=npm.acme.io']],
  ['root/.npmrc', '//npm.acme.io/:username=bob\n//npm.acme.io/:_password={b64(hunter2)}\n', ['npm-registry-credential {b64(hunter2)} registry=npm.acme.io user=bob']],
  ['root/.npmrc', '_auth={b64(bob:hunter2)}\n', ['npm-registry-credential {b64(bob:hunter2)} registry=the default registry user=bob']],
  ['app/.yarnrc.yml', 'npmRegistries:\n  "https://npm.acme.io":\n    npmAuthToken: hunter2hunter\n', ['npm-registry-credential hunter2hunter registry=https://npm.acme.io']],
  ['root/.pypirc', '[distutils]\nindex-servers = a\n\n[acme]\nrepository: https://pypi.acme.io\nusername: bob\npassword: hunter2\n', ['credential-file-secret hunter2 user=bob host=https://pypi.acme.io repository=acme']],
  ['root/.config/pip/pip.conf', '[global]\nindex-url = https://bob:hunter2@pypi.acme.io/simple\n', ['credentials-in-url hunter2 host=pypi.acme.io user=bob']],
  ['root/.netrc', 'machine git.acme.io\n  login bob\n  password "hun ter2"\nmachine x.io login a password b#c2\n', ['netrc-password hun ter2 host=git.acme.io user=bob', 'netrc-password b#c2 host=x.io user=a']],
  ['root/.git-credentials', 'https://bob:hunter2@git.acme.io\n', ['credentials-in-url hunter2 host=git.acme.io user=bob']],
  ['root/.docker/config.json', '{"auths": {"r.acme.io": {"auth": "{b64(bob:hunter2)}"}}}', ['docker-registry-credential {b64(bob:hunter2)} registry=r.acme.io user=bob']],
  ['root/.dockercfg', '{"r.acme.io": {"auth": "{b64(bob:hunter2)}", "email": "a@b.c"}}', ['docker-registry-credential {b64(bob:hunter2)} registry=r.acme.io user=bob']],
  ['etc/registries.json', '{"auths": {"r.acme.io": {"username":"bob", "password": "hunter2"}}}', ['docker-registry-credential hunter2 user=bob registry=r.acme.io']],
  ['root/.aws/credentials', '[prod]\naws_access_key_id = {word}\naws_secret_access_key = {base64:40}\n', ['aws-secret-key {base64:40} profile=prod']],
  ['root/.config/gcloud/application_default_credentials.json', '{"account": "", "client_id": "7-x.apps.googleusercontent.com", "client_secret": "hunter2hunter", "refresh_token": "1//hunter3hunter", "type": "authorized_user"}', ['google-oauth-credential hunter2hunter client=7-x.apps.googleusercontent.com', 'google-oauth-credential 1//hunter3hunter client=7-x.apps.googleusercontent.com']],
  ['root/.azure/service_principal_entries.json', '[{"client_id": "a-b", "tenant": "t-u", "client_secret": "hunter2"}]', ['credential-file-secret hunter2 client=a-b tenant=t-u']],
  ['root/.azure/msal_token_cache.json', '{"RefreshToken": {"k": {"home_account_id": "u.t", "environment": "login.microsoftonline.com", "client_id": "c", "secret": "0.hunter2hunter"}}}', ['credential-file-secret 0.hunter2hunter user=u.t client=c host=login.microsoftonline.com']],
  ['root/.kube/config', 'apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://k8s.acme.io:6443\n  name: c\nusers:\n- name: admin\n  user:\n    password: hunter2\n    username: bob\n', ['kubeconfig-token hunter2 user=admin host=https://k8s.acme.io:6443']],
  ['opt/cluster.yaml', 'kind: Config\nusers:\n- name: ci\n  user:\n    exec:\n      command: aws\n      env:\n      - name: DB_PASSWORD\n        value: hunter2\n', ['kubeconfig-token hunter2 user=DB_PASSWORD']],
  ['opt/k8s/all.yaml', 'kind: ConfigMap\ndata:\n  password: eA==\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  username: {b64(bob)}\n  password: {b64(hunter2)}\n  other: {b64(correcthorse)}\n---\nkind: Secret\nmetadata: {name: s}\nstringData:\n  pass: "hunter3"\n', ['kubernetes-secret {b64(hunter2)}', 'kubernetes-secret {b64(correcthorse)}', 'kubernetes-secret hunter3']],
  ['infra/terraform.tfstate', '{"version": 4, "outputs": {"db": {"value": "hunter2", "type": "string", "sensitive": true}}, "resources": [{"mode": "managed", "type": "aws_db_instance", "name": "main", "instances": [{"attributes": {"address": "db.x", "password": "hunter3", "tags": {"a": "b"}, "special": "hunter4"}, "sensitive_attributes": [[{"type": "get_attr", "value": "special"}]]}]}]}', ['terraform-secret-value hunter2 output=db', 'terraform-secret-value hunter3 resource=aws_db_instance.main', 'terraform-secret-value hunter4 resource=aws_db_instance.main']],
  ['infra/.terraform/terraform.tfstate', '{"version": 3, "backend": {"type": "azurerm", "config": {"container_name": "state", "sas_token": "hunter2hunter"}}, "modules": []}', ['terraform-secret-value hunter2hunter backend=azurerm']],
  ['infra/prod.tfvars', 'region = "eu"\ndb_password = "hunter2"\n', ['terraform-secret-value hunter2']],
  ['root/.terraformrc', 'credentials "tf.acme.io" {\n  token = "hunter2hunter"\n}\n', ['credential-file-secret hunter2hunter host=tf.acme.io']],
  ['root/.terraform.d/credentials.tfrc.json', '{"credentials": {"tf.acme.io": {"token": "hunter2hunter"}}}', ['credential-file-secret hunter2hunter host=tf.acme.io']],
  ['root/.m2/settings.xml', '<settings><servers><server><id>nexus</id><username>bob</username><password>hunter&amp;2</password></server></servers></settings>', ['maven-password hunter&2 server=nexus user=bob']],
  ['root/.gradle/gradle.properties', 'org.gradle.daemon=true\nnexusPassword=hunter2\n', ['credential-file-secret hunter2']],
  ['app/NuGet.Config', '<configuration><packageSourceCredentials><Acme><add key="Username" value="bob" /><add key="ClearTextPassword" value="hunter2" /></Acme></packageSourceCredentials></configuration>', ['credential-file-secret hunter2 user=bob feed=Acme']],
  ['root/.cargo/credentials.toml', '[registries.acme]\ntoken = "hunter2hunter"\n', ['credential-file-secret hunter2hunter registry=acme']],
  ['root/.gem/credentials', '---\nhttps://gems.acme.io: hunter2hunter\n', ['credential-file-secret hunter2hunter host=https://gems.acme.io']],
  ['root/.composer/auth.json', '{"http-basic": {"repo.acme.io": {"username": "bob", "password": "hunter2"}}, "gitlab-token": {"git.acme.io": "hunter3hunter"}}', ['credential-file-secret hunter2 user=bob host=repo.acme.io', 'credential-file-secret hunter3hunter host=git.acme.io']],
  ['root/.config/gh/hosts.yml', 'github.com:\n    user: bob\n    oauth_token: hunter2hunter\n', ['credential-file-secret hunter2hunter user=bob host=github.com']],
  ['root/.pgpass', 'db.acme.io:5999:app:bob:hun\\:ter2\n', ['pgpass-password hun:ter2 host=db.acme.io database=app user=bob']],
  ['root/.my.cnf', '[client]\nuser=bob\nhost = db\npassword = "hunter#2"\n', ['mysql-option-password hunter#2 user=bob host=db']],
  ['srv/wp-config.php', "<?php\n// define('DB_PASSWORD', 'old');\ndefine( 'DB_NAME', 'wp' );\ndefine('DB_USER', 'bob');\ndefine('DB_PASSWORD', 'hunter2');\n", ['credential-file-secret hunter2 user=bob database=wp']],
  ['app/config/database.yml', 'production:\n  adapter: postgresql\n  username: bob\n  password: hunter2\n  host: db\n', ['credential-file-secret hunter2 user=bob host=db environment=production']],
  ['app/config/database.yml', 'default: &default\n  adapter: postgresql\n  host: db\nx-pw: &pw hunter2\nproduction:\n  <<: *default\n  username: bob\n  password: *pw\n', ['credential-file-secret hunter2 user=bob host=db environment=production']],
  ['app/config/database.yml', 'x: {a: &pw "hunter2"}\nproduction: {username: bob, password: *pw}\n', ['credential-file-secret hunter2 user=bob environment=production']],
  ['opt/k8s/alias.yaml', 'apiVersion: v1\nkind: List\nitems:\n- &first\n  apiVersion: v1\n  kind: Secret\n  stringData: &data\n    pass: "hunter3"\n- kind: Secret\n  stringData: *data\n- *first\n', ['kubernetes-secret hunter3']],
  ['app/config/master.key', '{hex:32}', ['rails-secret-key {hex:32} opens=app/config/credentials.yml.enc']],
  ['app/config/credentials/production.key', '{hex:32}\n', ['rails-secret-key {hex:32} opens=app/config/credentials/production.yml.enc']],
  ['app/site/settings.py', "DATABASES = {\n    'default': {\n        'NAME': 'app',\n        'USER': 'bob',\n        'PASSWORD': 'hunter2',\n        'HOST': 'db',\n    }\n}\n", ['credential-file-secret hunter2 user=bob host=db database=app']],
  ['app/application.yml', 'spring:\n  datasource:\n    url: jdbc:postgresql://db/app\n    username: bob\n    password: hunter2\n', ['credential-file-secret hunter2 user=bob host=jdbc:postgresql://db/app']],
  ['app/application-prod.properties', 'spring.datasource.username=bob\nspring.datasource.password=hunter2\n', ['credential-file-secret hunter2 user=bob']],
  ['app/.env.production', 'export DB_PASSWORD="hunter2" # x\nDEBUG=true\nAPI_TOKEN=${TOKEN}\n', ['generic-assignment hunter2']],
  ['var/jenkins_home/credentials.xml', '<a><entry><id>git</id><username>bob</username><password>hunter2</password></entry></a>', ['jenkins-credential hunter2 user=bob id=git']],
  ['var/jenkins_home/secrets/initialAdminPassword', '{hex:32}\n', ['jenkins-credential {hex:32}']],
  ['etc/shadow', 'root:*:1::::::\nbob:!$y$j9T${base62:22}${base62:43}:1::::::\nold:{base62:13}:1:::\n', ['password-hash $y$j9T${base62:22}${base62:43} user=bob', 'password-hash {base62:13} user=old']],
  ['etc/nginx/.htpasswd', 'bob:{SHA}{base62:27}=\n', ['password-hash {SHA}{base62:27}= user=bob']],
  ['root/.config/filezilla/recentservers.xml', '<FileZilla3><RecentServers><Server><Host>ftp.acme.io</Host><User>bob</User><Pass encoding="base64">{b64(hunter2)}</Pass></Server></RecentServers></FileZilla3>', ['ftp-password {b64(hunter2)} host=ftp.acme.io user=bob']],
  ['app/.vscode/sftp.json', '{\n  // mine\n  "host": "ftp.acme.io", "username": "bob",\n  "password": "hunter2",\n}', ['credential-file-secret hunter2 host=ftp.acme.io user=bob']],
  ['etc/wireguard/wg0.conf', '[Interface]\nAddress = 10.0.0.2/32\nPrivateKey = {base62:42}g=\n', ['wireguard-private-key {base62:42}g= address=10.0.0.2/32']],
  ['etc/openvpn/auth.txt', 'bob\nhunter2\n', ['credential-file-secret hunter2 user=bob']],
  ['root/.msmtprc', 'account work\nhost smtp.acme.io\nuser bob\npassword hunter2\n', ['credential-file-secret hunter2 user=bob host=smtp.acme.io']],
  ['etc/apt/auth.conf.d/acme.conf', 'machine apt.acme.io login bob password hunter2\n', ['netrc-password hunter2 host=apt.acme.io user=bob']],
  ['root/.s3cfg', '[default]\naccess_key = bobskey\nsecret_key = hunter2hunter\nhost_base = s3.acme.io\n', ['credential-file-secret hunter2hunter access key=bobskey host=s3.acme.io']],
  ['root/.mysql_history', '_HiStOrY_V2_\nALTER\\040USER\\040bob\\040IDENTIFIED\\040BY\\040\'hunter2hunter\';\n', ['password-in-command-line hunter2hunter']],
  ['etc/pgbouncer/userlist.txt', `"app" "hunter2"\n"md" "md5${'0123456789abcdef'.repeat(2)}"\n`, ['credential-file-secret hunter2 user=app']],
  ['etc/postfix/sasl_passwd', '[smtp.acme.io]:587 bob@acme.io:hunter2\n', ['credential-file-secret hunter2 host=[smtp.acme.io]:587 user=bob@acme.io']],
  ['etc/exim4/passwd.client', '# no\nsmtp.acme.io:bob:hunter2\n', ['credential-file-secret hunter2 host=smtp.acme.io user=bob']],
  ['etc/ppp/chap-secrets', '# client server secret IP\nbob\t*\thunter2\t*\n', ['credential-file-secret hunter2 user=bob host=*']],
  ['etc/ipsec.secrets', 'a.acme.io b.acme.io : PSK "hunter2"\n', ['credential-file-secret hunter2 host=a.acme.io b.acme.io']],
  ['etc/rsyncd.secrets', 'bob:hunter2\n', ['credential-file-secret hunter2 user=bob']],
  ['etc/fstab', '//files.acme.io/a /mnt cifs username=bob,password=hunter2,uid=1 0 0\n', ['credential-file-secret hunter2 host=//files.acme.io/a user=bob']],
  ['root/.subversion/auth/svn.simple/0123', 'K 8\npasstype\nV 6\nsimple\nK 8\npassword\nV 7\nhunter2\nK 15\nsvn:realmstring\nV 20\n<https://svn.acme.io>\nK 8\nusername\nV 3\nbob\nEND\n', ['credential-file-secret hunter2 host=<https://svn.acme.io user=bob']],
  ['root/.hgrc', '[auth]\na.prefix = hg.acme.io\na.username = bob\na.password = hunter2\n', ['credential-file-secret hunter2 user=bob host=hg.acme.io']],
  ['root/.config/helm/repositories.yaml', 'repositories:\n- name: a\n  url: https://charts.acme.io\n  username: bob\n  password: hunter2\n', ['credential-file-secret hunter2 user=bob host=https://charts.acme.io']],
  ['run/secrets/db_password', 'hunter2\n', ['credential-file-secret hunter2']],
  ['etc/environment', 'PATH="/usr/bin"\nDB_PASSWORD="hunter2"\n', ['generic-assignment hunter2']],
  ['root/.vault-token', 'hunter2hunter\n', ['credential-file-secret hunter2hunter']],
];

describe('credential files by their own grammar', () => {
  test.each(FILES)('%s %#', async (path, template, found) => {
    for (const seed of [1, 2]) {
      const content = expandTemplate(template, seed);
      // Templates draw anew: what a template of a value gives is looked up in the content.
      const values = found.map((line) => line.split(' ')[0]!);
      for (const piece of [Infinity, 7]) {
        const { hits, notices } = await readFile(path, content, piece);
        expect(notices).toEqual([]);
        expect(hits.map(({ rule }) => rule.id)).toEqual(values);
        hits.forEach((hit, at) => {
          const line = found[at]!;
          if (/\{(?:hex|base\d\d):/.test(line)) expect(shown(hit).split(' ').slice(2)).toEqual(line.split(' ').slice(2));
          else expect(shown(hit)).toBe(expandTemplate(line, seed));
          expect(hit.excerpt).not.toContain(hit.secret.reveal()!);
          expect(hit.evidence.join(' ')).not.toContain(hit.secret.reveal()!);
        });
      }
    }
  });

  test.each([
    ['root/.pypirc', '[a]\nusername = bob\npassword = \n'],
    ['root/.pypirc', '[a]\npassword = ${PYPI_PASSWORD}\n'],
    ['root/.netrc', 'machine a.io login b password <token>\n'],
    ['app/.env.example', 'DB_PASSWORD=\nAPI_TOKEN=changeme\n'],
    ['app/config/database.yml', "production:\n  password: <%= ENV['DB'] %>\n  username: bob\n"],
    ['opt/k8s/secret.yaml', 'kind: Secret\ndata:\n  username: {b64(bob)}\n  tls.crt: {b64(-----BEGIN CERTIFICATE-----\n)}\n  password: ""\n'],
    ['app/tokens/token.txt', 'This file explains tokens.\n'],
    ['etc/fstab', '# /etc/fstab\nUUID=0a /  ext4 errors=remount-ro 0 1\n'],
    ['etc/shadow', 'root:*:1::::::\ndaemon:!:1::::::\nx:x:1:::\n'],
    ['etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n'],
    ['root/.docker/config.json', '{"auths": {"r.io": {}}, "credsStore": "osxkeychain"}'],
    ['app/openapi.json', '{"components": {"x": {"auth": "bearer1"}}, "request": {"auth": "b2F1dGg="}}'],
    ['infra/terraform.tfstate', '{"version": 4, "outputs": {"token_url": {"value": "https://a.io", "sensitive": false}}, "resources": []}'],
    ['root/.aws/config', '[default]\nregion = eu-west-1\noutput = json\n'],
    ['app/application.yml', 'spring:\n  datasource:\n    password: ${DB_PASSWORD:}\n'],
  ])('nothing is found in a clean %s %#', async (path, template) => {
    expect((await readFile(path, expandTemplate(template, 1))).hits.map(shown)).toEqual([]);
  });

  test('what rclone obscures is judged as what it is, and not shown', async () => {
    const obscure = (password: string): string => {
      const iv = Buffer.alloc(16, 5);
      const cipher = createCipheriv('aes-256-ctr', Buffer.from('9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638', 'hex'), iv);
      return Buffer.concat([iv, cipher.update(password)]).toString('base64url');
    };
    const stored = obscure('hunter2');
    const { hits } = await readFile('root/.config/rclone/rclone.conf', `[box]\ntype = sftp\nhost = files.acme.io\nuser = bob\npass = ${stored}\n`);
    expect(hits.map(shown)).toEqual([`credential-file-secret ${stored} user=bob host=files.acme.io type=sftp remote=box`]);
    expect(hits[0]!.evidence.join(' ')).toContain('only obscures');
    expect(JSON.stringify(hits)).not.toContain('hunter2');
    expect((await readFile('root/rclone.conf', `[box]\npass = ${obscure('${PASS}')}\n`)).hits).toEqual([]);
  });

  test('a login within a Secret is told as what it is', async () => {
    const { hits } = await readFile('opt/k8s/pull.yaml', expandTemplate('apiVersion: v1\nkind: Secret\ndata:\n  .dockerconfigjson: {b64({"auths":{"r.io":{"auth":"{b64(bob:{pass:16})}"}}})}\n', 1));
    expect(hits.map(({ rule }) => rule.id)).toEqual(['docker-registry-credential']);
  });

  test('a placeholder says so, with little confidence', async () => {
    expect((await readFile('root/.pypirc', '[a]\nusername = bob\npassword = changeme\n')).hits).toMatchObject([{ confidence: 'low', severity: 'info', rule: { id: 'credential-file-secret' } }]);
  });

  test('what does not follow the grammar is still seen by the patterns', async () => {
    const { hits } = await readFile('root/.docker/config.json', expandTemplate('{"auths": {"r.io": {"auth": "{b64(bob:{pass:16})}" ', 1));
    expect(hits.map(({ rule }) => rule.id)).toEqual(['docker-registry-credential']);
  });

  test('a file of UTF-16 is read as what it is, and placed in its stored bytes', async () => {
    const bytes = Buffer.from('\ufeff[a]\r\nusername = bob\r\npassword = hunter2\r\n', 'utf16le');
    for (const piece of [Infinity, 5]) {
      const { hits } = await readFile('root/.pypirc', bytes, piece);
      expect(hits.map(shown)).toEqual(['credential-file-secret hunter2 user=bob repository=a']);
      const { byteOffset, byteLength } = hits[0]!.region;
      expect(bytes.toString('utf16le', byteOffset, byteOffset + byteLength)).toBe('hunter2');
    }
  });

  test('a file that is too large is named', async () => {
    const { hits, notices } = await readFile('root/.netrc', `${'#'.repeat(5 * 1024 * 1024)}\nmachine a.io login b password hunter2\n`, 65536);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('netrc file');
    expect(hits).toHaveLength(1);
  });

  test('every rule that a format names is there', () => {
    for (const { rule } of FORMATS) expect(matcher.rules.has(rule) ? '' : rule).toBe('');
  });
});
