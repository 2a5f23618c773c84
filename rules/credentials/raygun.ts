import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'raygun-key',
    title: 'Raygun key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.raygun.com/user',
    patterns: [
      assigned(['raygun'], '[A-Za-z0-9]{22}==|[A-Za-z0-9]{40,48}'),
    ],
    leaks: ['RAYGUN_TOKEN={base62:22}=='],
    clean: ['RAYGUN_TOKEN=$RAYGUN_TOKEN'],
  }),
] as const;
