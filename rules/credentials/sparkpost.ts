import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sparkpost-key',
    title: 'SparkPost key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.sparkpost.com/account/api-keys',
    patterns: [
      assigned(['sparkpost'], '[0-9a-f]{40}'),
    ],
    leaks: ['SPARKPOST_TOKEN={hex:40}'],
    clean: ['SPARKPOST_TOKEN=$SPARKPOST_TOKEN'],
  }),
] as const;
