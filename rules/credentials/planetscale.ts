import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'planetscale-credential',
    title: 'PlanetScale credential',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.planetscale.com/',
    patterns: [
      prefixed('pscale_tkn_', '[\\w=.-]{32,64}'),
      prefixed('pscale_pw_', '[\\w=.-]{32,64}'),
      prefixed('pscale_oauth_', '[\\w=.-]{32,64}'),
    ],
    leaks: ['pscale_pw_{base62:43}'],
    clean: ['pscale_pw_{base62:7}'],
  }),
] as const;
