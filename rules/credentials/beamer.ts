import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'beamer-token',
    title: 'Beamer token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.getbeamer.com/settings#api',
    patterns: [
      assigned(['beamer'], 'b_[A-Za-z0-9_=-]{44}'),
    ],
    leaks: ['BEAMER_TOKEN=b_{base62:44}'],
    clean: ['BEAMER_TOKEN=$BEAMER_TOKEN'],
  }),
] as const;
