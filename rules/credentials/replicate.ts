import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'replicate-token',
    title: 'Replicate token',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://replicate.com/account/api-tokens',
    patterns: [
      prefixed('r8_', '[A-Za-z0-9]{37}'),
    ],
    leaks: ['r8_{base62:37}'],
    clean: ['r8_{base62:7}'],
  }),
] as const;
