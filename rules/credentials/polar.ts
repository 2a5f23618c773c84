import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'polar-token',
    title: 'Polar token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://polar.sh/settings',
    patterns: [
      prefixed('polar_oat_', '[A-Za-z0-9]{32,60}'),
      prefixed('polar_pat_', '[A-Za-z0-9]{32,60}'),
      prefixed('polar_at_', '[A-Za-z0-9]{32,60}'),
      prefixed('polar_rt_', '[A-Za-z0-9]{32,60}'),
      prefixed('polar_cs_', '[A-Za-z0-9]{32,60}'),
      prefixed('polar_ci_', '[A-Za-z0-9]{32,60}', { confidence: 'low' }),
    ],
    leaks: ['polar_oat_{base62:32}', 'polar_pat_{base62:32}', 'polar_at_{base62:32}', 'polar_rt_{base62:32}', 'polar_cs_{base62:32}', 'polar_ci_{base62:32}'],
    clean: ['polar_oat_{base62:8}', 'polar_pat_{base62:8}', 'polar_at_{base62:8}', 'polar_rt_{base62:8}'],
  }),
] as const;
