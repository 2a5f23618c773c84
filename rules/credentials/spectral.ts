import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'spectral-token',
    title: 'Spectral (Check Point) token',
    severity: 'medium',
    allows: 'send and read the results of scans',
    revoke: 'https://guides.spectralops.io/docs/team-key',
    patterns: [
      prefixed('spu-', '[0-9a-f]{32}'),
    ],
    leaks: ['SPECTRAL_DSN=spu-{hex:32}'],
    clean: ['spu-{hex:8}'],
  }),
] as const;
