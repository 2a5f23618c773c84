import { assigned, beside, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'trello-token',
    title: 'Trello token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://trello.com/power-ups/admin',
    references: ['https://nango.dev/docs/integrations/all/trello-scim/connect'],
    patterns: [
      prefixed('ATTA', '[0-9a-f]{72}'),
      assigned(['trello'], '[0-9a-f]{64}|[0-9a-f]{32}'),
    ],
    companions: [beside('key', 'trello_?(?:api_?)?key', '[0-9a-f]{32}')],
    leaks: ['ATTA{hex:72}', 'TRELLO_TOKEN={hex:64}'],
    clean: ['ATTA{hex:18}', 'TRELLO_TOKEN=$TRELLO_TOKEN'],
  }),
] as const;
