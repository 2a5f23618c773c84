import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ansible-vault-password',
    title: 'Ansible become password',
    severity: 'high',
    allows: 'log in to the hosts of the inventory',
    revoke: 'https://docs.ansible.com/ansible/latest/vault_guide/index.html',
    patterns: [
      pattern(['ansible_'], 'ansible_(?:ssh_pass|become_pass(?:word)?|password|sudo_pass)["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[^\\s"\'{}$]{3,128})', { evidence: [{ name: 'password' }] }),
    ],
    leaks: ['web ansible_ssh_pass={pass:16}'],
    clean: ['web ansible_ssh_pass={{ vault_pass }}'],
  }),
] as const;
