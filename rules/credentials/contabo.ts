import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'contabo-secret',
    title: 'Contabo secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.contabo.com/api/details',
    patterns: [
      assigned(['contabo'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['CONTABO_TOKEN={base62:32}'],
    clean: ['CONTABO_TOKEN=$CONTABO_TOKEN'],
  }),
] as const;
