import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rootly-key',
    title: 'Rootly key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://rootly.com/account/api_keys',
    patterns: [
      prefixed('rootly_', '[0-9a-f]{64}'),
    ],
    leaks: ['rootly_{hex:64}'],
    clean: ['rootly_{hex:16}'],
  }),
] as const;
