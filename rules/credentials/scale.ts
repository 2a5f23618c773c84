import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scale-key',
    title: 'Scale AI key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.scale.com/settings/api-keys',
    patterns: [
      prefixed('live_auth_', '[0-9a-f]{32}'),
      prefixed('test_auth_', '[0-9a-f]{32}'),
      prefixed('live_', 'auth_[0-9a-f]{32}'),
    ],
    leaks: ['live_auth_{hex:32}', 'test_auth_{hex:32}', 'live_auth_{hex:32}'],
    clean: ['live_auth_{hex:8}', 'test_auth_{hex:8}', 'live_auth_{hex:8}'],
  }),
] as const;
