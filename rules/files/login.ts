import { SAMPLES, secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'password-file',
    title: 'Password file',
    severity: 'high',
    holds: 'passwords, or hashes of them',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ['Change every password in it.'],
    paths: ['.pgpass', 'pgpass.conf', '.my.cnf', '.mylogin.cnf', '.htpasswd', 'htpasswd', 'wp-config.php', 'secrets.yml', 'secrets.yaml', 'secrets.json', 'secrets.toml', 'secret.yml', 'secret.yaml', '.secrets', '.secret', 'secrets.env', 'secrets.txt', 'passwords.txt', 'password.txt', 'credentials.xml', 'jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml', 'sftp-config.json', 'filezilla.xml', 'recentservers.xml', '.remote-sync.json', 'initialAdminPassword', '.rediscli_auth', 'token.txt', '.token', '*.secret'],
    except: [...SAMPLES, 'node_modules/**'],
    leaks: ['root/.pgpass', 'etc/nginx/.htpasswd', 'config/secrets.yml', 'root/.my.cnf', 'app/wp-config.php'],
    clean: ['wp-config-sample.php.example', 'src/secrets.ts', 'secrets.example.yml', 'password.py'],
  }),
] as const;
