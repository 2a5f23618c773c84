import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'contentful-token',
    title: 'Contentful token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.contentful.com/account/profile/cma_tokens',
    patterns: [
      prefixed('CFPAT-', '[A-Za-z0-9_-]{40,46}', { evidence: [{ name: 'random' }] }),
      assigned(['contentful'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['CFPAT-{base62:40}', 'CONTENTFUL_TOKEN={base62:43}'],
    clean: ['CFPAT-{base62:10}', 'CONTENTFUL_TOKEN=$CONTENTFUL_TOKEN'],
  }),
] as const;
