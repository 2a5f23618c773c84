import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'civo-key',
    title: 'Civo key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.civo.com/security',
    patterns: [
      assigned(['civo'], '[A-Za-z0-9]{50}'),
    ],
    leaks: ['CIVO_TOKEN={base62:50}'],
    clean: ['CIVO_TOKEN=$CIVO_TOKEN'],
  }),
] as const;
