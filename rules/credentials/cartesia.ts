import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cartesia-key',
    title: 'Cartesia API key',
    severity: 'high',
    allows: 'make speech at the owner’s cost',
    revoke: 'https://play.cartesia.ai/keys',
    patterns: [
      prefixed('sk_car_', '[A-Za-z0-9_-]{20,24}'),
    ],
    leaks: ['CARTESIA_API_KEY=sk_car_{base62:22}'],
    clean: ['sk_car_{base62:6}'],
  }),
] as const;
