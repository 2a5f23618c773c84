import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dnsimple-token',
    title: 'DNSimple token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dnsimple.com/user',
    patterns: [
      prefixed('dnsimple_u_', '[A-Za-z0-9]{32}'),
      prefixed('dnsimple_a_', '[A-Za-z0-9]{32}'),
      assigned(['dnsimple'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['dnsimple_u_{base62:32}', 'dnsimple_a_{base62:32}', 'DNSIMPLE_TOKEN={base62:32}'],
    clean: ['dnsimple_u_{base62:8}', 'dnsimple_a_{base62:8}', 'DNSIMPLE_TOKEN=$DNSIMPLE_TOKEN'],
  }),
] as const;
