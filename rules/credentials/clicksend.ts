import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clicksend-key',
    title: 'ClickSend key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.clicksend.com/account/subaccounts',
    references: ['https://nango.dev/docs/integrations/all/clicksend'],
    patterns: [
      assigned(['clicksend'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CLICKSEND_TOKEN={uuid}'],
    clean: ['CLICKSEND_TOKEN=$CLICKSEND_TOKEN'],
  }),
] as const;
