import { identityOf } from '../../model/identity.js';
import type { Identity } from '../../model/identity.js';
import { readDotenv } from '../dotenv.js';
import type { Field } from '../field.js';
import type { Format } from '../format.js';
import { readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { readLiterals } from '../literals.js';
import { settings } from '../settings.js';
import { readXml } from '../xml.js';
import { readToml } from '../toml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';
const DATABASE = { user: ['username', 'user', 'user_name'], host: ['host', 'hostname', 'url', 'jdbcurl', 'jdbc-url'], database: ['database', 'dbname', 'name'] } as const;
const PASSWORD = /(?:^|[._-])(?:password|passwd|pwd|pass)$/;

/** What a variable is called beside the secret of the same prefix. */
const BESIDES = {
  user: ['user', 'username', 'user_name', 'login', 'email'],
  host: ['host', 'hostname', 'server', 'addr', 'endpoint', 'url', 'site', 'domain'],
  database: ['database', 'dbname', 'name'],
  id: ['id', 'key_id', 'account_id', 'account_sid', 'sid', 'client_id', 'app_id', 'access_key', 'access_key_id', 'application_id', 'project_id', 'tenant_id'],
} as const;
const SECRET_WORD = /_?(?:(?:api|app|auth|access|client|secret|application)_)*(?:password|passwd|pass|pwd|secret|token|key)$/;

/** What the variables of the same prefix say: `DB_USER` and `DB_HOST` beside `DB_PASSWORD`. */
function besides({ name, group }: Field): (Identity | null)[] {
  const lower = name.toLowerCase();
  const prefix = lower.replace(SECRET_WORD, '');
  if (prefix === lower || prefix.length < 2) return [];
  return Object.entries(BESIDES).map(([label, words]) => {
    // `APP_NAME` is no database.
    const fit = label === 'database' && !/(?:db|database|pg|postgres|postgresql|mysql|mariadb|mongo|mongodb|sql)$/.test(prefix) ? words.filter((word) => word !== 'name') : words;
    return identityOf(label, fit.map((word) => group.fields.get(`${prefix}_${word}`)?.value).find((value) => value !== undefined && value !== ''));
  });
}

/** Settings of programs that people write themselves. */
export const applications: readonly Format[] = [
  settings({ name: 'environment file', paths: ['.env', '.env.*', '*.env', '.envrc', '.flaskenv', '.dev.vars', 'etc/environment', 'etc/default/*', 'etc/sysconfig/*', 'profile.d/*.sh', 'environment.d/*.conf', '.Renviron', 'openrc', '*-openrc.sh', 'openrc.sh', 'env.sh', 'env.list'], read: readDotenv, rule: 'generic-assignment', secret: /^$/, named: true, tell: besides }),
  settings({
    name: 'WordPress config',
    paths: ['wp-config.php', 'wp-config-*.php', 'wp-config.php.*'],
    read: readLiterals,
    rule,
    secret: /^(?:db_password|ftp_pass|(?:auth|secure_auth|logged_in|nonce)_(?:key|salt))$/,
    named: true,
    tell: ({ name, group }) => (name === 'DB_PASSWORD' ? [identityOf('user', group.fields.get('db_user')?.value), identityOf('host', group.fields.get('db_host')?.value), identityOf('database', group.fields.get('db_name')?.value)] : []),
  }),
  settings({ name: 'PHP config', paths: ['configuration.php', 'config/database.php', 'settings.php', 'local.php', 'config.inc.php', 'LocalSettings.php', 'parameters.php', 'env.php'], read: readLiterals, rule, secret: /(?:^|\.)(?:password|wgdbpassword|db_password)$/, named: true, identity: DATABASE }),
  settings({ name: 'Django settings', paths: ['settings.py', 'settings/*.py', 'local_settings.py', '*_settings.py', 'settings_*.py'], read: readLiterals, rule, secret: /(?:^|\.)(?:password|secret_key|email_host_password)$/, named: true, identity: { user: ['user'], host: ['host'], database: ['name'] } }),
  settings({ name: 'Rails database config', paths: ['database.yml', 'database.yaml'], read: readYaml, rule, secret: PASSWORD, identity: DATABASE, tell: ({ group }) => [identityOf('environment', group.path.find((part) => /^[a-z]/.test(part)))] }),
  settings({ name: 'file of secrets', paths: ['secrets.yml', 'secrets.yaml', 'secret.yml', 'secret.yaml', 'credentials.yml', 'credentials.yaml', 'parameters.yml', 'parameters.yaml', 'cable.yml', 'storage.yml'], read: readYaml, rule, secret: /(?:^|[._-])(?:password|passwd|pwd|secret_key_base)$/, named: true, except: /(?:^|\.)(?:data|stringdata|encrypteddata)\./, identity: DATABASE }),
  settings({ name: 'file of secrets', paths: ['secrets.json', 'appsettings.json', 'appsettings.*.json', 'credentials.json', 'local.settings.json'], read: readJson, rule, secret: /(?:^|[._:-])(?:password|passwd|pwd)$/, named: true, identity: DATABASE }),
  settings({ name: 'file of secrets', paths: ['secrets.toml', '.secrets.toml', '.streamlit/secrets.toml'], read: readToml, rule, secret: PASSWORD, named: true, identity: DATABASE }),
  settings({ name: 'Spring settings', paths: ['application.yml', 'application.yaml', 'application-*.yml', 'application-*.yaml', 'bootstrap.yml', 'bootstrap-*.yml'], read: readYaml, rule, secret: PASSWORD, named: true, identity: DATABASE }),
  settings({
    name: 'Spring settings',
    paths: ['application.properties', 'application-*.properties', 'bootstrap.properties'],
    read: readProperties,
    rule,
    secret: PASSWORD,
    named: true,
    tell: ({ name, group }) => ['username', 'url'].map((other) => identityOf(other === 'url' ? 'host' : 'user', group.fields.get(name.toLowerCase().replace(/[^.]*$/, other))?.value)),
  }),
  settings({ name: 'properties with a password', paths: ['hibernate.properties', 'database.properties', 'db.properties', 'jdbc.properties', 'liquibase.properties', 'flyway.conf', 'local.properties', 'keystore.properties', 'key.properties', 'sonar-project.properties'], read: readProperties, rule, secret: PASSWORD, named: true }),
  settings({ name: 'Jenkins credentials', paths: ['credentials.xml'], read: readXml, rule: 'jenkins-credential', secret: /\.(?:password|secret|passphrase|apitoken|secretbytes)$/, identity: { user: ['username'], id: ['id'] } }),
  settings({ name: 'systemd unit', paths: ['*.service', '*.service.d/*.conf'], read: readIni, rule, secret: ({ name, value }) => name === 'SetCredential' && /^[^:]{1,100}:./.test(value), decode: ({ value }) => ({ value: value.slice(value.indexOf(':') + 1), says: 'It stands behind the name of the credential.' }), tell: ({ value }) => [identityOf('credential', value.slice(0, Math.max(0, value.indexOf(':'))))] }),
  settings({ name: 'PHP settings', paths: ['php.ini', 'php/*/*.ini', 'php/conf.d/*.ini'], read: readIni, rule, secret: /(?:^|\.)(?:mysqli?\.default_(?:pw|password)|pgsql\.default_password|ibase\.default_password|odbc\.default_pw|smtp_pass(?:word)?|auth_password)$/, identity: { user: ['mysqli.default_user', 'mysql.default_user', 'auth_username'], host: ['mysqli.default_host', 'mysql.default_host'] } }),
  settings({ name: 'Tomcat users', paths: ['tomcat-users.xml'], read: readXml, rule, secret: /user\.password$/, identity: { user: ['username', 'name'], roles: ['roles'] } }),
  settings({ name: 'server config', paths: ['context.xml', 'server.xml', 'persistence.xml', 'hibernate.cfg.xml', 'web.config', 'app.config', 'standalone.xml', 'domain.xml'], read: readXml, rule, secret: /(?:^|[._-])(?:password|javax\.persistence\.jdbc\.password|hibernate\.connection\.password|keystorepass|keystorepassword|certificatekeystorepassword)$/, identity: { user: ['username', 'user-name', 'user', 'javax.persistence.jdbc.user', 'hibernate.connection.username'], host: ['url', 'hibernate.connection.url'] } }),
];
