import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pushover-token',
    title: 'Pushover token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://pushover.net/',
    patterns: [
      assigned(['pushover'], '[a-z0-9]{30}'),
    ],
    leaks: ['PUSHOVER_TOKEN={alnum:30}'],
    clean: ['PUSHOVER_TOKEN=$PUSHOVER_TOKEN'],
  }),
] as const;
