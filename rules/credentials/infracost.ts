import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'infracost-key',
    title: 'Infracost key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.infracost.io/docs/cloud_pricing_api/self_hosted/',
    patterns: [
      prefixed('ico-', '[A-Za-z0-9]{32}'),
    ],
    leaks: ['ico-{base62:32}'],
    clean: ['ico-{base62:8}'],
  }),
] as const;
