import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cribl-token',
    title: 'Cribl token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.cribl.io/stream/api-tutorials/',
    patterns: [
      assigned(['cribl'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['CRIBL_TOKEN={base62:32}'],
    clean: ['CRIBL_TOKEN=$CRIBL_TOKEN'],
  }),
] as const;
