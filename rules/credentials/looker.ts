import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'looker-secret',
    title: 'Looker secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.google.com/looker/docs/api-auth',
    patterns: [
      assigned(['looker'], '[A-Za-z0-9]{24}|[A-Za-z0-9]{20}'),
    ],
    leaks: ['LOOKER_TOKEN={base62:24}'],
    clean: ['LOOKER_TOKEN=$LOOKER_TOKEN'],
  }),
] as const;
