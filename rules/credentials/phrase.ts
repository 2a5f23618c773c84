import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'phrase-token',
    title: 'Phrase token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.phrase.com/settings/oauth_access_tokens',
    patterns: [
      assigned(['phraseapp', 'phrase_access'], '[0-9a-f]{64}'),
    ],
    leaks: ['PHRASEAPP_TOKEN={hex:64}'],
    clean: ['PHRASEAPP_TOKEN=$PHRASEAPP_TOKEN'],
  }),
] as const;
