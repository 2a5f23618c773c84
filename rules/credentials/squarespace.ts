import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'squarespace-key',
    title: 'Squarespace key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.squarespace.com/commerce-apis/authentication-and-permissions',
    patterns: [
      assigned(['squarespace'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['SQUARESPACE_TOKEN={uuid}'],
    clean: ['SQUARESPACE_TOKEN=$SQUARESPACE_TOKEN'],
  }),
] as const;
