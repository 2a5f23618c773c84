import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'prismic-token',
    title: 'Prismic token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://prismic.io/docs/access-token',
    patterns: [
      assigned(['prismic'], '[A-Za-z0-9_-]{60,180}'),
    ],
    leaks: ['PRISMIC_TOKEN={base62:60}'],
    clean: ['PRISMIC_TOKEN=$PRISMIC_TOKEN'],
  }),
] as const;
