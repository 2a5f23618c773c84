import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailjet-key',
    title: 'Mailjet key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.mailjet.com/account/apikeys',
    references: ['https://nango.dev/docs/api-integrations/mailjet/connect'],
    patterns: [
      assigned(['mailjet', 'mj_apikey'], '[0-9a-f]{32}'),
    ],
    companions: [beside('key', '(?:mj|mailjet)_?api_?key(?:_?public)?', '[0-9a-f]{32}')],
    leaks: ['MAILJET_TOKEN={hex:32}'],
    clean: ['MAILJET_TOKEN=$MAILJET_TOKEN'],
  }),
] as const;
