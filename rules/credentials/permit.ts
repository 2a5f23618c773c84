import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'permit-key',
    title: 'Permit.io key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.permit.io/settings/api-keys',
    patterns: [
      prefixed('permit_key_', '[A-Za-z0-9]{60,100}'),
    ],
    leaks: ['permit_key_{base62:84}'],
    clean: ['permit_key_{base62:7}'],
  }),
] as const;
