import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scalingo-token',
    title: 'Scalingo token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.scalingo.com/account/tokens',
    patterns: [
      prefixed('tk-us-', '[A-Za-z0-9_-]{40,64}'),
    ],
    leaks: ['tk-us-{base62:40}'],
    clean: ['tk-us-{base62:10}'],
  }),
] as const;
