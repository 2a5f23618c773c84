import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'porkbun-key',
    title: 'Porkbun key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://porkbun.com/account/api',
    patterns: [
      prefixed('pk1_', '[0-9a-f]{64}'),
      prefixed('sk1_', '[0-9a-f]{64}'),
    ],
    leaks: ['pk1_{hex:64}', 'sk1_{hex:64}'],
    clean: ['pk1_{hex:16}', 'sk1_{hex:16}'],
  }),
] as const;
