import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'digitalocean-token',
    title: 'DigitalOcean token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    patterns: [
      prefixed('dop_v1_', '[0-9a-f]{64}'),
      prefixed('doo_v1_', '[0-9a-f]{64}'),
      prefixed('dor_v1_', '[0-9a-f]{64}'),
      prefixed('DO00', '[A-Z0-9]{16}'),
    ],
    leaks: ['dop_v1_{hex:64}', 'SPACES_KEY=DO00{ALNUM:14}7Q'],
    clean: ['dop_v1_{hex:7}'],
  }),
] as const;
