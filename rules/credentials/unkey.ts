import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'unkey-root-key',
    title: 'Unkey root key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.unkey.com/settings/root-keys',
    patterns: [
      prefixed('unkey_', '[A-Za-z0-9]{20,32}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['unkey_{base62:24}'],
    clean: ['unkey_{base62:7}'],
  }),
] as const;
