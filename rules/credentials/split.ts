import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'split-key',
    title: 'Split key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.split.io/org/admin',
    patterns: [
      assigned(['splitio', 'split_io', 'split.io'], '[a-z0-9]{36}'),
    ],
    leaks: ['SPLITIO_TOKEN={alnum:36}'],
    clean: ['SPLITIO_TOKEN=$SPLITIO_TOKEN'],
  }),
] as const;
