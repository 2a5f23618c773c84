import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'linear-key',
    title: 'Linear key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://linear.app/settings/api',
    patterns: [
      prefixed('lin_api_', '[A-Za-z0-9]{40,48}'),
      prefixed('lin_oauth_', '[0-9a-f]{64}'),
      assigned(['linear'], '[0-9a-f]{32}'),
    ],
    leaks: ['lin_api_{base62:40}'],
    clean: ['lin_api_{base62:7}'],
  }),
] as const;
