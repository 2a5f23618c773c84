import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'here-key',
    title: 'HERE key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://platform.here.com/admin/apps',
    patterns: [
      keyed(['here_api', 'here_app', 'heremaps', 'here_access'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['HERE_API_TOKEN={base62:43}'],
    clean: ['HERE_API_TOKEN=$HERE_API_TOKEN'],
  }),
] as const;
