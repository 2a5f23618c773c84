import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fastly-token',
    title: 'Fastly token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://manage.fastly.com/account/personal/tokens',
    patterns: [
      assigned(['fastly'], '[A-Za-z0-9_-]{32}'),
    ],
    leaks: ['FASTLY_API_TOKEN={base62:32}'],
    clean: ['FASTLY_API_TOKEN=$FASTLY_API_TOKEN'],
  }),
] as const;
