import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'namecheap-key',
    title: 'Namecheap key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ap.www.namecheap.com/settings/tools/apiaccess/',
    patterns: [
      assigned(['namecheap'], '[0-9a-f]{32}'),
    ],
    leaks: ['NAMECHEAP_TOKEN={hex:32}'],
    clean: ['NAMECHEAP_TOKEN=$NAMECHEAP_TOKEN'],
  }),
] as const;
