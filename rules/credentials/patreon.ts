import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'patreon-token',
    title: 'Patreon token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.patreon.com/portal/registration/register-clients',
    patterns: [
      assigned(['patreon'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['PATREON_TOKEN={base62:43}'],
    clean: ['PATREON_TOKEN=$PATREON_TOKEN'],
  }),
] as const;
