import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'codemagic-token',
    title: 'Codemagic token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://codemagic.io/teams',
    patterns: [
      assigned(['codemagic', 'cm_api'], '[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{40}'),
    ],
    leaks: ['CODEMAGIC_TOKEN={base62:43}'],
    clean: ['CODEMAGIC_TOKEN=$CODEMAGIC_TOKEN'],
  }),
] as const;
