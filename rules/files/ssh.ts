import { secretFile } from '../../src/rule/secret-file.js';

export const rules = [
  secretFile({
    id: 'ssh-key-file',
    title: 'SSH private key file',
    severity: 'critical',
    holds: 'a key that signs in as its owner',
    fix: 'Let the builder use your agent: `RUN --mount=type=ssh git clone …`, and name the key in `.dockerignore`.',
    reference: 'https://docs.docker.com/reference/dockerfile/#run---mounttypessh',
    steps: ['Make a new key pair.', 'Take the old public key from every server and account that trusts it.'],
    paths: ['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_ecdsa_sk', 'id_ed25519_sk', 'id_rsa_*', 'id_ed25519_*', '*_rsa', '*_dsa', '*_ed25519', '*_ecdsa', 'ssh_host_*_key', '.ssh', '.ssh/identity', '*.ppk', 'deploy_key', 'deploy-key'],
    except: ['*.pub', '.ssh/known_hosts', '.ssh/authorized_keys', '.ssh/config'],
    leaks: ['root/.ssh/id_rsa', 'id_ed25519', 'etc/ssh/ssh_host_rsa_key', 'home/app/.ssh', 'keys/github_rsa', 'key.ppk'],
    clean: ['root/.ssh/id_rsa.pub', 'root/.ssh/known_hosts', 'src/rsa.ts', 'etc/ssh/sshd_config'],
  }),
] as const;
