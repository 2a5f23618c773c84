import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sanity-token',
    title: 'Sanity token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.sanity.io/manage',
    patterns: [
      assigned(['sanity'], 'sk[A-Za-z0-9]{80,180}'),
    ],
    leaks: ['SANITY_TOKEN=sk{base62:80}'],
    clean: ['SANITY_TOKEN=$SANITY_TOKEN'],
  }),
] as const;
