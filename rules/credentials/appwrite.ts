import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'appwrite-key',
    title: 'Appwrite key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.appwrite.io/console',
    patterns: [
      prefixed('standard_', '[0-9a-f]{128,256}'),
    ],
    leaks: ['standard_{hex:128}'],
    clean: ['standard_{hex:32}'],
  }),
] as const;
