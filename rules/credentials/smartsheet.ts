import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'smartsheet-token',
    title: 'Smartsheet token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.smartsheet.com/',
    references: ['https://nango.dev/docs/api-integrations/smartsheet/connect'],
    patterns: [
      assigned(['smartsheet'], '[A-Za-z0-9]{37}|[A-Za-z0-9]{26}'),
    ],
    leaks: ['SMARTSHEET_TOKEN={base62:37}'],
    clean: ['SMARTSHEET_TOKEN=$SMARTSHEET_TOKEN'],
  }),
] as const;
