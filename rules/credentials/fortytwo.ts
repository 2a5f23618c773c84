import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fortytwo-secret',
    title: 'Intra 42 client secret',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://profile.intra.42.fr/oauth/applications',
    patterns: [
      prefixed('s-s4t2', '(?:ud|af)-[0-9a-f]{64}'),
      prefixed('u-s4t2', '(?:ud|af)-[0-9a-f]{64}', { confidence: 'low' }),
    ],
    leaks: ['s-s4t2ud-{hex:64}'],
    clean: ['s-s4t2ud-{hex:7}'],
  }),
] as const;
