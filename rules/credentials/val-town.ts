import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'val-town-token',
    title: 'Val Town token',
    severity: 'high',
    allows: 'run and change the code of its owner',
    revoke: 'https://www.val.town/settings/api',
    patterns: [
      prefixed('vtwn_', '[A-Za-z0-9]{24,64}'),
    ],
    leaks: ['VALTOWN_API_KEY=vtwn_{base62:32}'],
    clean: ['vtwn_{base62:8}'],
  }),
] as const;
