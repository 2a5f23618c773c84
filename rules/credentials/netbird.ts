import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'netbird-token',
    title: 'NetBird token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.netbird.io/',
    patterns: [
      prefixed('nbp_', '[A-Za-z0-9]{36}'),
      assigned(['netbird'], '[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}'),
    ],
    leaks: ['nbp_{base62:36}', 'NETBIRD_TOKEN={HEX:8}-{HEX:4}-{HEX:4}-{HEX:4}-{HEX:12}'],
    clean: ['nbp_{base62:9}', 'NETBIRD_TOKEN=$NETBIRD_TOKEN'],
  }),
] as const;
