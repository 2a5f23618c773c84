import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'shodan-key',
    title: 'Shodan key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://account.shodan.io/',
    patterns: [
      assigned(['shodan'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['SHODAN_TOKEN={base62:32}'],
    clean: ['SHODAN_TOKEN=$SHODAN_TOKEN'],
  }),
] as const;
