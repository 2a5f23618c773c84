import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'locationiq-token',
    title: 'LocationIQ token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.locationiq.com/dashboard',
    patterns: [
      prefixed('pk.', '[0-9a-f]{32}'),
    ],
    leaks: ['pk.{hex:32}'],
    clean: ['pk.{hex:8}'],
  }),
] as const;
