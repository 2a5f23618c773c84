import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'alphavantage-key',
    title: 'Alpha Vantage key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.alphavantage.co/support/#api-key',
    references: ['https://docs.langchain.com/oss/python/integrations/tools/alpha_vantage'],
    patterns: [
      assigned(['alphavantage', 'alpha_vantage'], '[A-Z0-9]{16}'),
    ],
    leaks: ['ALPHAVANTAGE_TOKEN={ALNUM:16}'],
    clean: ['ALPHAVANTAGE_TOKEN=$ALPHAVANTAGE_TOKEN'],
  }),
] as const;
