import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'censys-secret',
    title: 'Censys secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://search.censys.io/account/api',
    patterns: [
      assigned(['censys'], '[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CENSYS_TOKEN={base62:32}'],
    clean: ['CENSYS_TOKEN=$CENSYS_TOKEN'],
  }),
] as const;
