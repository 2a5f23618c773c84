import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'percy-token',
    title: 'Percy token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://percy.io/',
    patterns: [
      assigned(['percy'], '[0-9a-f]{64}'),
      prefixed('web_', '[0-9a-f]{64}'),
      prefixed('auto_', '[0-9a-f]{64}'),
    ],
    leaks: ['PERCY_TOKEN={hex:64}', 'web_{hex:64}', 'auto_{hex:64}'],
    clean: ['PERCY_TOKEN=$PERCY_TOKEN', 'web_{hex:16}', 'auto_{hex:16}'],
  }),
] as const;
