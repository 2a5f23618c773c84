import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hex-token',
    title: 'Hex token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.hex.tech/',
    references: ['https://nango.dev/docs/api-integrations/hex/connect'],
    patterns: [
      prefixed('hxtp_', '[0-9a-f]{96}'),
      prefixed('hxtw_', '[0-9a-f]{96}'),
    ],
    leaks: ['hxtp_{hex:96}'],
    clean: ['hxtp_{hex:7}'],
  }),
] as const;
