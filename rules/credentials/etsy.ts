import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'etsy-key',
    title: 'Etsy key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.etsy.com/developers/your-apps',
    patterns: [
      assigned(['etsy'], '[a-z0-9]{24}'),
    ],
    leaks: ['ETSY_TOKEN={alnum:24}'],
    clean: ['ETSY_TOKEN=$ETSY_TOKEN'],
  }),
] as const;
