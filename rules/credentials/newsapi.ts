import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'newsapi-key',
    title: 'News API key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://newsapi.org/account',
    patterns: [
      assigned(['newsapi', 'news_api'], '[0-9a-f]{32}'),
    ],
    leaks: ['NEWSAPI_TOKEN={hex:32}'],
    clean: ['NEWSAPI_TOKEN=$NEWSAPI_TOKEN'],
  }),
] as const;
