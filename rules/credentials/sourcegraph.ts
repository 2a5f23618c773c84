import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sourcegraph-token',
    title: 'Sourcegraph token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://sourcegraph.com/users/settings/tokens',
    patterns: [
      prefixed('sgp_', '(?:[0-9a-fA-F]{12,20}_)?(?:local_)?[0-9a-fA-F]{40}'),
      prefixed('slk_', '[0-9a-f]{64}'),
    ],
    leaks: ['sgp_{hex:16}_{hex:40}'],
    clean: ['sgp_{hex:7}_{hex:7}'],
  }),
] as const;
