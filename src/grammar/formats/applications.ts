import { identityOf } from '../../model/identity.js';
import { readDotenv } from '../dotenv.js';
import type { Format } from '../format.js';
import { readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { readLiterals } from '../literals.js';
import { settings } from '../settings.js';
import { readXml } from '../xml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';
const DATABASE = { user: ['username', 'user', 'user_name'], host: ['host', 'hostname', 'url', 'jdbcurl', 'jdbc-url'], database: ['database', 'dbname', 'name'] } as const;
const PASSWORD = /(?:^|[._-])(?:password|passwd|pwd|pass)$/;

/** A file of nothing but hexadecimal digits. */
function bare(name: string, of: string, paths: readonly string[], digits: RegExp, opens: string | null): Format {
  return {
    name,
    rule: of,
    paths,
    read: ({ text, path }, found) => {
      const secret = text.trim();
      if (!digits.test(secret)) return;
      const start = text.indexOf(secret);
      const beside = opens === null ? null : identityOf('opens', path.replace(/[^/]*$/, '') + opens.replace('*', path.slice(path.lastIndexOf('/') + 1).replace(/\.key$/, '')));
      found.entry({ rule: of, name, start, end: start + secret.length, secret, known: 'proof', says: 'It has the form of one.', identity: beside ? [beside] : [] });
    },
  };
}

/** Settings of programs that people write themselves. */
export const applications: readonly Format[] = [
  settings({ name: 'environment file', paths: ['.env', '.env.*', '*.env', '.envrc', '.flaskenv', '.dev.vars', 'etc/environment', 'etc/default/*', 'etc/sysconfig/*', 'profile.d/*.sh', 'environment.d/*.conf'], read: readDotenv, rule: 'generic-assignment', secret: /^$/, named: true }),
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
  settings({ name: 'file of secrets', paths: ['secrets.yml', 'secrets.yaml', 'secret.yml', 'secret.yaml', 'credentials.yml', 'credentials.yaml', 'parameters.yml', 'parameters.yaml', 'cable.yml', 'storage.yml'], read: readYaml, rule, secret: /(?:^|[._-])(?:password|passwd|pwd|secret_key_base)$/, named: true, except: /(?:^|\.)(?:data|stringdata)\./, identity: DATABASE }),
  settings({ name: 'file of secrets', paths: ['secrets.json', 'appsettings.json', 'appsettings.*.json', 'credentials.json', 'local.settings.json'], read: readJson, rule, secret: /(?:^|[._:-])(?:password|passwd|pwd)$/, named: true, identity: DATABASE }),
  settings({ name: 'file of secrets', paths: ['secrets.toml', '.secrets.toml'], read: readProperties, rule, secret: PASSWORD, named: true, identity: DATABASE }),
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
  settings({ name: 'Tomcat users', paths: ['tomcat-users.xml'], read: readXml, rule, secret: /user\.password$/, identity: { user: ['username', 'name'], roles: ['roles'] } }),
  settings({ name: 'server config', paths: ['context.xml', 'server.xml', 'persistence.xml', 'hibernate.cfg.xml', 'web.config', 'app.config', 'standalone.xml', 'domain.xml'], read: readXml, rule, secret: /(?:^|[._-])(?:password|javax\.persistence\.jdbc\.password|hibernate\.connection\.password|keystorepass|keystorepassword|certificatekeystorepassword)$/, identity: { user: ['username', 'user-name', 'user', 'javax.persistence.jdbc.user', 'hibernate.connection.username'], host: ['url', 'hibernate.connection.url'] } }),
  bare('Rails master key', 'rails-secret-key', ['config/master.key', 'master.key'], /^[0-9a-f]{32}$/, 'credentials.yml.enc'),
  bare('Rails credentials key', 'rails-secret-key', ['config/credentials/*.key'], /^[0-9a-f]{32}$/, '*.yml.enc'),
  bare('Jenkins key', 'jenkins-credential', ['secrets/initialAdminPassword', 'secrets/master.key'], /^(?:[0-9a-f]{32}|[0-9a-f]{256})$/, null),
];
