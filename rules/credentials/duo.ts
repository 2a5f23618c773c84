import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'duo-secret',
    title: 'Duo secret key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://duo.com/docs/adminapi',
    references: ['https://nango.dev/docs/api-integrations/cisco-duo-admin'],
    patterns: [
      keyed(['duo'], '[A-Za-z0-9]{40}|DI[A-Z0-9]{18}'),
    ],
    leaks: ['DUO_TOKEN={base62:40}'],
    clean: ['DUO_TOKEN=$DUO_TOKEN'],
  }),
] as const;
