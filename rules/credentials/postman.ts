import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'postman-key',
    title: 'Postman key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://go.postman.co/settings/me/api-keys',
    patterns: [
      prefixed('PMAK-', '[0-9a-fA-F]{24}-[0-9a-fA-F]{34}'), prefixed('PMAT-', '[0-9A-Z]{26}'),
    ],
    leaks: ['PMAK-{hex:24}-{hex:34}'],
    clean: ['PMAK-{hex:7}-{hex:7}'],
  }),
] as const;
