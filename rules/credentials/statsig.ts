import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'statsig-key',
    title: 'Statsig secret key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.statsig.com/api_keys',
    references: ['https://nango.dev/docs/api-integrations/statsig/connect'],
    patterns: [
      prefixed('secret-', '[A-Za-z0-9]{36,50}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['secret-{base62:43}'],
    clean: ['secret-{base62:7}'],
  }),
] as const;
