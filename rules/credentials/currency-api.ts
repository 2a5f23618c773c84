import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'currency-api-key',
    title: 'Currency API key (Fixer, Open Exchange Rates, currencylayer)',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://fixer.io/dashboard',
    patterns: [
      assigned(['fixer_', 'fixer.io', 'openexchangerates', 'open_exchange', 'currencylayer'], '[0-9a-f]{32}'),
    ],
    leaks: ['FIXER_TOKEN={hex:32}'],
    clean: ['FIXER_TOKEN=$FIXER_TOKEN'],
  }),
] as const;
