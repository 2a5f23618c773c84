import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'branch-key',
    title: 'Branch key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.branch.io/account-settings/profile',
    patterns: [
      prefixed('key_live_', '[A-Za-z0-9]{32}'),
      prefixed('key_test_', '[A-Za-z0-9]{32}', { confidence: 'low' }),
      prefixed('secret_live_', '[A-Za-z0-9]{32}'),
    ],
    leaks: ['key_live_{base62:32}', 'key_test_{base62:32}', 'secret_live_{base62:32}'],
    clean: ['key_live_{base62:8}', 'key_test_{base62:8}', 'secret_live_{base62:8}'],
  }),
] as const;
