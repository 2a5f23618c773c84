import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'doppler-token',
    title: 'Doppler token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.doppler.com/',
    patterns: [
      pattern(['dp.'], '(?<![A-Za-z0-9])(?<secret>dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44})(?![A-Za-z0-9])'),
    ],
    leaks: ['DOPPLER_TOKEN=dp.st.dev.{base62:43}', 'dp.pt.{base62:43}'],
    clean: ['DOPPLER_TOKEN=$DOPPLER_TOKEN'],
  }),
] as const;
