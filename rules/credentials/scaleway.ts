import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'scaleway-key',
    title: 'Scaleway, Vultr or Exoscale key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.scaleway.com/iam/api-keys',
    patterns: [
      prefixed('SCW', '[A-Z0-9]{17}'),
      assigned(['scaleway', 'scw_secret'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['vultr'], '[A-Z0-9]{36}'),
      prefixed('EXO', '[0-9a-f]{24,40}'),
    ],
    leaks: ['SCW{ALNUM:17}', 'VULTR_API_KEY={ALNUM:36}'],
    clean: ['SCW{ALNUM:7}'],
  }),
] as const;
