import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'contentstack-token',
    title: 'Contentstack token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.contentstack.com/docs/developers/create-tokens',
    patterns: [
      assigned(['contentstack'], 'cs[0-9a-f]{34}|[A-Za-z0-9]{36}'),
    ],
    leaks: ['CONTENTSTACK_TOKEN=cs{hex:34}'],
    clean: ['CONTENTSTACK_TOKEN=$CONTENTSTACK_TOKEN'],
  }),
] as const;
