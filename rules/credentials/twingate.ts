import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'twingate-token',
    title: 'Twingate key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.twingate.com/docs/api-overview',
    patterns: [
      assigned(['twingate'], '[A-Za-z0-9_-]{80,110}'),
    ],
    leaks: ['TWINGATE_TOKEN={base62:80}'],
    clean: ['TWINGATE_TOKEN=$TWINGATE_TOKEN'],
  }),
] as const;
