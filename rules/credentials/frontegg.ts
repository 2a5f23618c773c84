import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'frontegg-key',
    title: 'Frontegg key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.frontegg.com/',
    patterns: [
      assigned(['frontegg'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['FRONTEGG_TOKEN={uuid}'],
    clean: ['FRONTEGG_TOKEN=$FRONTEGG_TOKEN'],
  }),
] as const;
