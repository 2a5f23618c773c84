import { assigned, issued, keyed, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'twitter-token',
    title: 'Twitter or X token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.x.com/en/portal/dashboard',
    patterns: [
      prefixed('AAAAAAAAAAAAAAAAAAAAA', '[A-Za-z0-9%]{60,120}'),
      keyed(['twitter', 'x_api', 'x_bearer'], 'A{14,24}[A-Za-z0-9%_-]{24,160}'),
      assigned(['twitter'], '[A-Za-z0-9]{50}|\\d{15,25}-[A-Za-z0-9]{20,40}|[A-Za-z0-9]{45}|[A-Za-z0-9]{25}'),
    ],
    leaks: ['AAAAAAAAAAAAAAAAAAAAAF{base62:80}', 'TWITTER_API_SECRET={base62:50}'],
    clean: ['AAAAAAAAAAAAAAAAAAAAAF{base62:7}'],
  }),
] as const;
