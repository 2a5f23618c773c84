import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'opencage-key',
    title: 'OpenCage key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://opencagedata.com/dashboard#geocoding',
    patterns: [
      assigned(['opencage'], '[0-9a-f]{32}'),
    ],
    leaks: ['OPENCAGE_TOKEN={hex:32}'],
    clean: ['OPENCAGE_TOKEN=$OPENCAGE_TOKEN'],
  }),
] as const;
