import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'descope-key',
    title: 'Descope key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.descope.com/settings/company/managementkeys',
    patterns: [
      assigned(['descope'], 'K[A-Za-z0-9]{26}[A-Za-z0-9]{90,110}'),
    ],
    leaks: ['DESCOPE_TOKEN=K{base62:26}{base62:90}'],
    clean: ['DESCOPE_TOKEN=$DESCOPE_TOKEN'],
  }),
] as const;
