import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'particle-token',
    title: 'Particle token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.particle.io/authentication',
    patterns: [
      keyed(['particle'], '[0-9a-f]{40}'),
    ],
    leaks: ['PARTICLE_TOKEN={hex:40}'],
    clean: ['PARTICLE_TOKEN=$PARTICLE_TOKEN'],
  }),
] as const;
