import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'postmark-token',
    title: 'Postmark token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://account.postmarkapp.com/servers',
    patterns: [
      assigned(['postmark', 'x-postmark'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['POSTMARK_TOKEN={uuid}'],
    clean: ['POSTMARK_TOKEN=$POSTMARK_TOKEN'],
  }),
] as const;
