import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zulip-key',
    title: 'Zulip key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://zulip.com/help/api-keys',
    patterns: [
      assigned(['zulip'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['ZULIP_TOKEN={base62:32}'],
    clean: ['ZULIP_TOKEN=$ZULIP_TOKEN'],
  }),
] as const;
