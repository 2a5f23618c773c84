import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'runway-key',
    title: 'Runway key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dev.runwayml.com/',
    patterns: [
      prefixed('key_', '[0-9a-f]{128}'),
    ],
    leaks: ['key_{hex:128}'],
    clean: ['key_{hex:7}'],
  }),
] as const;
