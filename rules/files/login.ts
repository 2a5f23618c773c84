import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'password-file',
    title: 'Password file',
    severity: 'high',
    holds: 'passwords, or hashes of them',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ['Change every password in it.'],
    paths: ['.pgpass', 'pgpass.conf', '.my.cnf', '.mylogin.cnf', '.htpasswd', 'htpasswd', 'wp-config.php', 'secrets.yml', 'secrets.yaml', 'secrets.json', 'secrets.toml', 'secret.yml', 'secret.yaml', '.secrets', '.secret', 'secrets.env', 'secrets.txt', 'passwords.txt', 'password.txt', 'credentials.xml', 'jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml', 'sftp-config.json', 'filezilla.xml', 'recentservers.xml', '.remote-sync.json', '.rediscli_auth', 'token.txt', '.token', '*.secret'],
    except: [...SAMPLES, 'node_modules/**'],
    leaks: ['root/.pgpass', 'etc/nginx/.htpasswd', 'config/secrets.yml', 'root/.my.cnf', 'app/wp-config.php'],
    clean: ['wp-config-sample.php.example', 'src/secrets.ts', 'secrets.example.yml', 'password.py'],
  }),
  secretFile({
    id: 'bare-secret-file',
    title: 'File that is a secret',
    severity: 'high',
    holds: 'one secret and nothing else',
    reference: 'https://guides.rubyonrails.org/security.html#custom-credentials',
    steps: ['Make a new one, and encrypt anew what it encrypts.'],
    paths: ['master.key', 'config/credentials/*.key', 'initialAdminPassword', '.erlang.cookie', '.vault-token', '.ansible_vault_pass'],
    opaque: true,
    leaks: ['app/config/master.key', 'var/jenkins_home/secrets/initialAdminPassword', 'config/credentials/production.key', 'home/app/.erlang.cookie'],
    clean: ['config/credentials.yml.enc', 'master.ts'],
  }),
] as const;
