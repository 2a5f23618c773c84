import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'heygen-key',
    title: 'HeyGen key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.heygen.com/settings',
    patterns: [
      assigned(['heygen'], '[A-Za-z0-9]{50,60}=='),
    ],
    leaks: ['HEYGEN_TOKEN={base62:50}=='],
    clean: ['HEYGEN_TOKEN=$HEYGEN_TOKEN'],
  }),
] as const;
