import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bittrex-key',
    title: 'Bittrex key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    patterns: [
      assigned(['bittrex'], '[0-9a-f]{32}'),
    ],
    leaks: ['BITTREX_TOKEN={hex:32}'],
    clean: ['BITTREX_TOKEN=$BITTREX_TOKEN'],
  }),
] as const;
