import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pepipost-key',
    title: 'Pepipost (Netcore) key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.pepipost.com/',
    patterns: [
      assigned(['pepipost', 'netcore'], '[0-9a-f]{32}'),
    ],
    leaks: ['PEPIPOST_TOKEN={hex:32}'],
    clean: ['PEPIPOST_TOKEN=$PEPIPOST_TOKEN'],
  }),
] as const;
