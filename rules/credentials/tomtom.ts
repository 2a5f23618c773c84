import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tomtom-key',
    title: 'TomTom key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.tomtom.com/user/me/apps',
    patterns: [
      assigned(['tomtom'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['TOMTOM_TOKEN={base62:32}'],
    clean: ['TOMTOM_TOKEN=$TOMTOM_TOKEN'],
  }),
] as const;
