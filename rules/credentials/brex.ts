import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'brex-token',
    title: 'Brex token',
    severity: 'critical',
    allows: 'read accounts and cards, and send money as its scopes allow',
    revoke: 'https://dashboard.brex.com/settings/developer',
    references: ['https://nango.dev/docs/api-integrations/brex-api-key'],
    patterns: [
      prefixed('bxt_', '[A-Za-z0-9]{36,48}'),
    ],
    leaks: ['BREX_TOKEN=bxt_{base62:40}'],
    clean: ['bxt_{base62:8}'],
  }),
] as const;
