import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ramp-secret',
    title: 'Ramp client secret',
    severity: 'critical',
    allows: 'read cards and spending, and change them as its scopes allow',
    revoke: 'https://app.ramp.com/settings/developer',
    patterns: [
      prefixed('ramp_sec_', '[A-Za-z0-9]{48}'),
    ],
    leaks: ['RAMP_CLIENT_SECRET=ramp_sec_{base62:48}'],
    clean: ['ramp_sec_{base62:8}'],
  }),
] as const;
