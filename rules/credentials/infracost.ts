import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'infracost-key',
    title: 'Infracost or Spacelift key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.infracost.io/',
    patterns: [
      prefixed('ico-', '[A-Za-z0-9]{32}'),
    ],
    leaks: ['ico-{base62:32}'],
    clean: ['ico-{base62:7}'],
  }),
] as const;
