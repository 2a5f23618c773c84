import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scalr-token',
    title: 'Scalr token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.scalr.io/docs/api-overview',
    patterns: [
      assigned(['scalr'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['SCALR_TOKEN={base62:43}'],
    clean: ['SCALR_TOKEN=$SCALR_TOKEN'],
  }),
] as const;
