import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'packagist-token',
    title: 'Packagist token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://packagist.com/profile/api-tokens',
    patterns: [
      prefixed('packagist_', '(?:org|user|o|a)?[a-z]{0,3}_?[0-9a-f]{28,96}'),
    ],
    leaks: ['packagist_ack_{hex:68}', 'packagist_ack_{hex:28}'],
    clean: ['packagist_ack_{hex:7}'],
  }),
] as const;
