import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'reddit-secret',
    title: 'Reddit secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.reddit.com/prefs/apps',
    references: ['https://docs.langchain.com/oss/python/integrations/providers/reddit'],
    patterns: [
      assigned(['reddit'], '[A-Za-z0-9_-]{27}|[A-Za-z0-9_-]{30}'),
    ],
    companions: [beside('client', '(?:reddit_?)?client_?id', '[A-Za-z0-9_-]{14,22}')],
    leaks: ['REDDIT_TOKEN={base62:27}'],
    clean: ['REDDIT_TOKEN=$REDDIT_TOKEN'],
  }),
] as const;
