import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'proxmox-token',
    title: 'Proxmox token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://pve.proxmox.com/wiki/User_Management#pveum_tokens',
    patterns: [
      pattern(['PVEAPIToken='], 'PVEAPIToken=[\\w.@!-]{3,100}[=:](?<secret>[0-9a-f-]{36})'),
    ],
    leaks: ['Authorization: PVEAPIToken=root@pam!ci={uuid}'],
    clean: ['PVEAPIToken='],
  }),
] as const;
