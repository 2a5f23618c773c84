import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ovh-key',
    title: 'OVHcloud key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://api.ovh.com/console/',
    patterns: [
      assigned(['ovh'], '[0-9a-f]{32}|[A-Za-z0-9]{32}|[0-9a-f]{16}|[A-Za-z0-9]{16}'),
    ],
    companions: [beside('application', '(?:ovh_?)?application_?key', '[A-Za-z0-9]{16}')],
    leaks: ['OVH_TOKEN={hex:32}'],
    clean: ['OVH_TOKEN=$OVH_TOKEN'],
  }),
] as const;
