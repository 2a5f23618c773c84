import type { FieldReader } from '../field.js';
import type { Format } from '../format.js';
import { ini, readDirectives, readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { lines } from '../lines.js';
import { settings } from '../settings.js';
import type { Settings } from '../settings.js';
import { readToml } from '../toml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';

/** The config of a server: nothing but secrets stand in the fields that are called so. */
function config(server: string, paths: readonly string[], read: FieldReader, secret: Settings['secret'], more: Partial<Settings> = {}): Format {
  return settings({ name: `${server} config`, paths, read, rule, secret, ...more });
}

/** Of a connection of libpq. https://www.postgresql.org/docs/current/libpq-connect.html */
const CONNECTION = { user: /\buser=(?:'')?([^\s'"]{1,100})/, host: /\bhost=(?:'')?([^\s'"]{1,200})/, database: /\bdbname=(?:'')?([^\s'"]{1,100})/ } as const;
const LDAP = { user: ['binddn', 'rootdn', 'ldap_default_bind_dn', 'uid'], host: ['uri', 'url', 'ldap_uri', 'host'] } as const;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** A hash of a password, in front of which its scheme stands. */
const isHash = (value: string): boolean => /^\{[A-Z0-9.-]{3,20}\}|^\$[0-9a-z]{1,10}\$/.test(value);

/** Configs of servers, where they keep their own keys and the passwords of what they log in to. */
export const servers: readonly Format[] = [
  config('Grafana', ['grafana.ini', 'grafana/custom.ini', 'conf/custom.ini'], readIni, /(?:^|\.)(?:admin_password|secret_key|password|client_secret|basic_auth_password|bind_password|token)$/, { identity: { user: ['user', 'admin_user', 'client_id'], host: ['host'] } }),
  config('Gitea', ['gitea/app.ini', 'gitea/conf/app.ini', 'gogs/conf/app.ini', 'custom/conf/app.ini', 'forgejo/app.ini', 'forgejo/conf/app.ini'], readIni, /(?:^|\.)(?:passwd|secret_key|internal_token|jwt_secret|lfs_jwt_secret|pass|password)$/, { identity: { user: ['user'], host: ['host', 'smtp_addr'], database: ['name'] } }),
  config('Airflow', ['airflow.cfg'], readIni, /(?:^|\.)(?:fernet_key|secret_key|smtp_password|result_backend_password|flower_basic_auth)$/),
  config('Odoo', ['odoo.conf', '.odoorc', 'openerp-server.conf'], readIni, /(?:^|\.)(?:admin_passwd|db_password|smtp_password)$/, { identity: { user: ['db_user'], host: ['db_host'], database: ['db_name'] } }),
  config('Alertmanager', ['alertmanager.yml', 'alertmanager.yaml'], readYaml, /(?:^|\.)(?:smtp_auth_password|smtp_auth_secret|auth_password|auth_secret|password|bearer_token|credentials|service_key|routing_key|api_key|opsgenie_api_key|victorops_api_key|wechat_api_secret|bot_token|token|user_key)$/, { identity: { user: ['smtp_auth_username', 'auth_username', 'username'], host: ['smtp_smarthost', 'smarthost', 'url'] } }),
  config('Prometheus', ['prometheus.yml', 'prometheus.yaml', 'promtail.yml', 'promtail.yaml', 'promtail-config.yaml', 'loki.yml', 'loki.yaml', 'web-config.yml'], readYaml, /(?:^|\.)(?:basic_auth\.password|bearer_token|authorization\.credentials|oauth2\.client_secret|secret_key|secret_access_key|basic_auth_users\..{1,60})$/, { identity: { user: ['username', 'client_id', 'access_key', 'access_key_id'], host: ['url', 'endpoint'], job: ['job_name'] } }),
  config('Datadog agent', ['datadog.yaml', 'datadog-agent.yaml'], readYaml, /^(?:api_key|app_key|process_config\.api_key|cluster_agent\.auth_token)$/, { identity: { site: ['site', 'dd_url'] } }),
  config('New Relic agent', ['newrelic.yml', 'newrelic-infra.yml', 'newrelic.ini', 'newrelic.cfg'], readProperties, /(?:^|\.)(?:license_key|api_key|insights_insert_key)$/, { identity: { application: ['app_name', 'display_name'] } }),
  config('Elastic', ['filebeat.yml', 'metricbeat.yml', 'heartbeat.yml', 'auditbeat.yml', 'packetbeat.yml', 'kibana.yml', 'elasticsearch.yml', 'apm-server.yml', 'logstash.yml', 'fleet.yml', 'elastic-agent.yml'], readYaml, /(?:^|\.)(?:password|api_key|secret_token|service_account_token|serviceaccounttoken|service_token|encryptionkey|secure_password|cloud\.auth)$/, { identity: { user: ['username', 'elasticsearch.username', 'xpack.monitoring.elasticsearch.username'], host: ['hosts', 'elasticsearch.hosts'] } }),
  config('Telegraf', ['telegraf.conf'], readToml, /(?:^|\.)(?:password|token|api_key|apikey|client_secret|secret_key|bearer_token_string)$/, { identity: { user: ['username'], organisation: ['organization'], host: ['urls', 'server'] } }),
  config('Vector', ['vector.toml'], readToml, /(?:^|\.)(?:password|token|api_key|default_api_key|secret_access_key|bearer_token)$/, { identity: { user: ['user'], host: ['endpoint'] } }),
  config('Fluentd', ['td-agent.conf', 'fluent.conf', 'fluentd.conf'], readDirectives, /(?:^|\.)(?:password|api_key|apikey|aws_sec_key|shared_key|secret_key|hec_token|token)$/, { identity: { user: ['user', 'username'], host: ['host', 'hec_host'] } }),
  config('Traefik', ['acme.json'], readJson, ({ name, value }) => /^(?:PrivateKey|Key|key)$/.test(name) && /^(?:MII|LS0t)[A-Za-z0-9+/]{60,}={0,2}$/.test(value), { identity: { account: ['email'], certificate: ['main'] } }),
  lines('HAProxy logins', ['haproxy.cfg', 'haproxy/*.cfg'], /^[ \t]{0,8}user[ \t]{1,8}(?<user>[^\s#]{1,100})[ \t]{1,8}(?:insecure-password|password)[ \t]{1,8}(?<secret>[^\s]{2,200})/dgm),
  lines('HAProxy statistics', ['haproxy.cfg', 'haproxy/*.cfg'], /^[ \t]{0,8}stats[ \t]{1,8}auth[ \t]{1,8}(?<user>[^\s:]{1,100}):(?<secret>[^\s]{2,200})/dgm),
  lines('Redis users', ['users.acl', 'redis/*.acl'], /^user[ \t]{1,4}(?<user>[^\s]{1,100})[ \t][^\n]{0,300}?[ \t]>(?<secret>[^\s]{2,200})/dgm),
  settings({ name: 'Redis config', paths: ['redis.conf', 'redis/*.conf', 'valkey.conf', 'keydb.conf', 'sentinel.conf'], read: readDirectives, rule, secret: /(?:^|\.)(?:requirepass|masterauth|tls-key-file-pass|sentinel auth-pass)$/, identity: { user: ['masteruser'] } }),
  lines('PostgreSQL recovery', ['recovery.conf', 'postgresql.auto.conf'], /^[ \t]{0,4}primary_conninfo[^\n]{1,400}?\bpassword=(?:''|\\')?(?<secret>[^\s'\\]{2,200})/dgm, CONNECTION),
  config('Zabbix', ['zabbix_server.conf', 'zabbix_proxy.conf', 'zabbix.conf.php'], readIni, /^(?:dbpassword|sslkeypassword)$/, { identity: { user: ['dbuser'], host: ['dbhost'], database: ['dbname'] } }),
  config('Bacula', ['bacula-*.conf', 'bareos-*.conf', 'bconsole.conf'], readIni, /(?:^|\.)(?:password|dbpassword|directorpassword)$/, { identity: { user: ['dbuser', 'name'] } }),
  config('FreeRADIUS', ['raddb/clients.conf', 'freeradius/*/clients.conf', 'clients.conf'], readIni, /(?:^|\.)secret$/, { identity: { client: ['ipaddr', 'shortname'] } }),
  config('LDAP client', ['pam_ldap.conf', 'nslcd.conf', 'libnss-ldap.conf', 'ldap/ldap.conf', 'ldap.conf', 'sudo-ldap.conf'], readDirectives, /^(?:bindpw|rootpw|admin_pw|rootpwmodpw)$/, { identity: LDAP }),
  config('OpenLDAP', ['slapd.conf'], readDirectives, ({ name, value }) => /^(?:rootpw)$/i.test(name) && !isHash(value), { identity: LDAP }),
  config('SSSD', ['sssd.conf'], readIni, /(?:^|\.)ldap_default_authtok$/, { identity: LDAP, group: { label: 'domain' } }),
  config('Dovecot', ['dovecot-ldap.conf', 'dovecot-ldap.conf.ext'], readIni, /^dnpass$/, { identity: { user: ['dn'], host: ['hosts', 'uris'] } }),
  lines('Dovecot database', ['dovecot-sql.conf', 'dovecot-sql.conf.ext'], /^[ \t]{0,4}connect[ \t]{0,8}=[^\n]{0,400}?\bpassword=(?<secret>[^\s'"]{2,200})/dgm, CONNECTION),
  config('Postfix table', ['postfix/*.cf', 'mysql-virtual-*.cf', 'pgsql-virtual-*.cf'], readIni, /^(?:password|bind_pw)$/, { identity: { user: ['user', 'bind_dn'], host: ['hosts', 'server_host'], database: ['dbname'] } }),
  config('Asterisk', ['asterisk/*.conf', 'sip.conf', 'pjsip.conf', 'manager.conf', 'iax.conf', 'voicemail.conf'], readIni, /(?:^|\.)(?:secret|password|remotesecret|md5secret)$/, { identity: { user: ['username', 'defaultuser', 'auth_user'], host: ['host'] }, group: { label: 'peer' } }),
  lines('BIND key', ['rndc.key', 'rndc.conf', 'bind/*.key', 'named.conf', 'bind/named.conf.*', 'ddns.key', 'tsig.key'], /\bkey[ \t]{1,8}"?(?<key>[\w.-]{1,100})"?\s{0,8}\{[^{}]{0,300}?\bsecret[ \t]{1,8}"?(?<secret>[A-Za-z0-9+/=]{8,200})/dg),
  config('dynamic DNS', ['ddclient.conf', 'inadyn.conf'], readIni, /(?:^|\.)(?:password|login_password)$/, { identity: { user: ['login', 'username'], host: ['server', 'protocol'] } }),
  config('UPS', ['upsd.users', 'upsmon.conf'], readIni, /(?:^|\.)password$/, { group: { label: 'user' } }),
  config('RabbitMQ', ['rabbitmq.conf'], readIni, /^(?:default_pass|ssl_options\.password|auth_ldap\.(?:dn_lookup_bind|other_bind)\.password|ldap\.bind\.password)$/, { identity: { user: ['default_user'] } }),
  settings({ name: 'RabbitMQ definitions', paths: ['rabbitmq/definitions.json', 'definitions.json', 'rabbit_*.json'], read: readJson, rule: 'password-hash', secret: /^users\.\d{1,4}\.password_hash$/, identity: { user: ['name'] } }),
  settings({ name: 'RabbitMQ definitions', paths: ['rabbitmq/definitions.json', 'definitions.json'], read: readJson, rule, secret: /^users\.\d{1,4}\.password$/, identity: { user: ['name'] } }),
  config('SonarQube', ['sonar.properties', 'sonar-scanner.properties', 'sonar-project.properties'], readProperties, /^(?:sonar\.jdbc\.password|sonar\.login|sonar\.token|sonar\.password|ldap\.bindpassword|sonar\.web\.systempasscode|sonar\.auth\.jwtbase64hs256secret)$/, { identity: { user: ['sonar.jdbc.username'], host: ['sonar.jdbc.url', 'sonar.host.url'] } }),
  lines('ActiveMQ users', ['jetty-realm.properties', 'artemis-users.properties', 'activemq/conf/users.properties'], /^(?<user>[^:=#\s]{1,100})[ \t]{0,4}[:=][ \t]{0,4}(?!OBF:|MD5:|CRYPT:|ENC\()(?<secret>[^,\s]{2,200})/dgm),
  config('ActiveMQ', ['activemq/conf/credentials.properties', 'conf/credentials.properties'], readProperties, /(?:^|\.)password$/, { identity: { user: ['activemq.username'] } }),
  config('GitLab', ['gitlab-secrets.json'], readJson, /(?:^|\.)(?:secret_key_base|db_key_base|otp_key_base|secret_token|encrypted_settings_key_base|openid_connect_signing_key|app_secret|admin_password|internal_api_key|.{1,60}_salt|active_record_encryption_.{1,40})$/),
  config('GitLab', ['gitlab.rb', 'gitlab/*.rb'], ini({ signs: '=', comments: '#' }), /(?:password|_secret|secret_key|access_key|_token|key_base)['"]\]$/, { named: true, except: /[^\]]$/ }),
  config('Mattermost', ['mattermost/config.json', 'mattermost/config/config.json'], readJson, /(?:^|\.)(?:atrestencryptkey|smtppassword|publiclinksalt|bindpassword|amazons3secretaccesskey|secret|clientsecret|privatekey)$/),
  config('Artifactory', ['artifactory/etc/system.yaml', 'artifactory/var/etc/system.yaml', 'jfrog/*/system.yaml'], readYaml, /(?:^|\.)(?:password|joinkey|masterkey)$/, { identity: { user: ['username'], host: ['url'] } }),
  config('Consul', ['consul.hcl', 'consul.d/*.hcl', 'nomad.hcl', 'nomad.d/*.hcl', 'vault.hcl', 'vault.d/*.hcl'], readIni, ({ name, value }) => (name === 'encrypt' ? /^[A-Za-z0-9+/]{21,44}={0,2}$/.test(value) : /^(?:agent|default|initial_management|master|replication|token)$/.test(name) ? UUID.test(value) || /^hv[sb]\./.test(value) : /^(?:secret_key|password|secret_id|client_secret)$/.test(name))),
  config('Consul', ['consul.json', 'consul.d/*.json'], readJson, /^(?:encrypt|acl\.tokens\..{1,40}|acl_master_token|acl_token|acl_agent_token)$/),
  config('Talos secrets', ['talos/secrets.yaml'], readYaml, /^(?:cluster\.secret|secrets\..{1,60}|trustdinfo\.token|certs\..{1,40}\.key)$/),
  config('keepalived', ['keepalived.conf'], readDirectives, /(?:^|\.)auth_pass$/),
  config('Caddy', ['caddy/acme/acme_client.json'], readJson, /privatekey$/),
  config('NSD key', ['nsd.conf', 'knot.conf', 'nsd_control.conf'], readYaml, /(?:^|\.)secret$/, { identity: { key: ['name', 'id'] } }),
];
