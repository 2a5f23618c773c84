import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'algolia-key',
    title: 'Algolia or Contentful key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.algolia.com/account/api-keys/all',
    patterns: [
      assigned(['algolia'], '[0-9a-z]{32}'),
      prefixed('CFPAT-', '[\\w-]{43}'),
      assigned(['contentful'], '[\\w=-]{43}'),
    ],
    leaks: ['ALGOLIA_ADMIN_KEY={hex:32}', 'CFPAT-{base62:43}'],
    clean: ['ALGOLIA_ADMIN_KEY=$ALGOLIA_ADMIN_KEY'],
  }),
] as const;
