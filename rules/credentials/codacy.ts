import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'codacy-token',
    title: 'Codacy token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.codacy.com/account/access-management',
    patterns: [
      assigned(['codacy'], '[A-Za-z0-9]{20}|[0-9a-f]{32}'),
    ],
    leaks: ['CODACY_TOKEN={base62:20}'],
    clean: ['CODACY_TOKEN=$CODACY_TOKEN'],
  }),
] as const;
