import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'papertrail-token',
    title: 'Papertrail token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://papertrailapp.com/account/profile',
    patterns: [
      assigned(['papertrail'], '[A-Za-z0-9]{20}'),
    ],
    leaks: ['PAPERTRAIL_TOKEN={base62:20}'],
    clean: ['PAPERTRAIL_TOKEN=$PAPERTRAIL_TOKEN'],
  }),
] as const;
