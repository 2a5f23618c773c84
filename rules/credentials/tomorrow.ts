import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tomorrow-key',
    title: 'Tomorrow.io key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.tomorrow.io/development/keys',
    patterns: [
      assigned(['tomorrow.io', 'tomorrow_io', 'climacell'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['TOMORROW_IO_TOKEN={base62:32}'],
    clean: ['TOMORROW_IO_TOKEN=$TOMORROW_IO_TOKEN'],
  }),
] as const;
