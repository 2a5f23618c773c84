import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'e-two-b-key',
    title: 'E2B key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://e2b.dev/dashboard?tab=keys',
    patterns: [
      prefixed('e2b_', '[0-9a-f]{40}'),
    ],
    leaks: ['e2b_{hex:40}'],
    clean: ['e2b_{hex:10}'],
  }),
] as const;
