import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'finicity-key',
    title: 'Finicity key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.mastercard.com/',
    patterns: [
      assigned(['finicity'], '[0-9a-f]{32}|[a-z0-9]{20}'),
    ],
    leaks: ['FINICITY_TOKEN={hex:32}'],
    clean: ['FINICITY_TOKEN=$FINICITY_TOKEN'],
  }),
] as const;
