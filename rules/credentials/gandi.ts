import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gandi-token',
    title: 'Gandi token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://admin.gandi.net/organizations/account/pat',
    patterns: [
      assigned(['gandi'], '[A-Za-z0-9]{24}|[0-9a-f]{40}'),
    ],
    leaks: ['GANDI_TOKEN={base62:24}'],
    clean: ['GANDI_TOKEN=$GANDI_TOKEN'],
  }),
] as const;
