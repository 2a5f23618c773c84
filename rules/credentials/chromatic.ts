import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'chromatic-token',
    title: 'Chromatic token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.chromatic.com/start',
    patterns: [
      prefixed('chpt_', '[0-9a-f]{12,20}'),
    ],
    leaks: ['chpt_{hex:12}'],
    clean: ['chpt_{hex:3}'],
  }),
] as const;
