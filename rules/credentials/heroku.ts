import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'heroku-key',
    title: 'Heroku API key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.heroku.com/account',
    patterns: [
      prefixed('HRKU-', '[\\w-]{60}'),
      prefixed('HRKU-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['heroku'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['HEROKU_API_KEY={uuid}', 'HRKU-AA{base62:58}'],
    clean: ['HEROKU_API_KEY=$HEROKU_API_KEY'],
  }),
] as const;
