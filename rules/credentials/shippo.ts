import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'shippo-token',
    title: 'Shippo token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://apps.goshippo.com/settings/api',
    patterns: [
      prefixed('shippo_live_', '[0-9a-f]{40}'),
      prefixed('shippo_test_', '[0-9a-f]{40}'),
    ],
    leaks: ['shippo_live_{hex:40}', 'shippo_test_{hex:40}'],
    clean: ['shippo_live_{hex:10}', 'shippo_test_{hex:10}'],
  }),
] as const;
