import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'upstash-token',
    title: 'Upstash token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.upstash.com/account/api',
    patterns: [
      assigned(['upstash'], '[A-Za-z0-9+/]{40,120}=|[A-Za-z0-9+/]{40,120}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['UPSTASH_TOKEN={base64:40}='],
    clean: ['UPSTASH_TOKEN=$UPSTASH_TOKEN'],
  }),
] as const;
