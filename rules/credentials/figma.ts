import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'figma-token',
    title: 'Figma token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://www.figma.com/settings',
    patterns: [
      prefixed('figd_', '[A-Za-z0-9_-]{38,43}'),
      prefixed('figdr_', '[A-Za-z0-9_-]{38,43}'),
      assigned(['figma'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['figd_{base62:40}'],
    clean: ['figd_{base62:7}'],
  }),
] as const;
