import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wasabi-key',
    title: 'Wasabi key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.wasabisys.com/access_keys',
    patterns: [
      assigned(['wasabi'], '[A-Za-z0-9]{40}|[A-Z0-9]{20}'),
    ],
    companions: [beside('access key', 'wasabi_?access_?key(?:_?id)?', '[A-Z0-9]{20}')],
    leaks: ['WASABI_TOKEN={base62:40}'],
    clean: ['WASABI_TOKEN=$WASABI_TOKEN'],
  }),
] as const;
