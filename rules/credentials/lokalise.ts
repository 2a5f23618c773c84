import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lokalise-token',
    title: 'Lokalise token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.lokalise.com/profile#apitokens',
    patterns: [
      assigned(['lokalise'], '[0-9a-f]{40}'),
    ],
    leaks: ['LOKALISE_TOKEN={hex:40}'],
    clean: ['LOKALISE_TOKEN=$LOKALISE_TOKEN'],
  }),
] as const;
