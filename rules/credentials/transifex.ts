import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'transifex-token',
    title: 'Transifex token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.transifex.com/user/settings/api/',
    patterns: [
      assigned(['transifex', 'tx_token'], '1\\/[0-9a-f]{40}'),
    ],
    leaks: ['TRANSIFEX_TOKEN=1/{hex:40}'],
    clean: ['TRANSIFEX_TOKEN=$TRANSIFEX_TOKEN'],
  }),
] as const;
