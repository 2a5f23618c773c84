import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nylas-key',
    title: 'Nylas key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard-v3.nylas.com/',
    patterns: [
      prefixed('nyk_v0_', '[A-Za-z0-9]{64}'),
      assigned(['nylas'], '[A-Za-z0-9]{30}|[A-Za-z0-9]{25}'),
    ],
    leaks: ['nyk_v0_{base62:64}', 'NYLAS_TOKEN={base62:30}'],
    clean: ['nyk_v0_{base62:16}', 'NYLAS_TOKEN=$NYLAS_TOKEN'],
  }),
] as const;
