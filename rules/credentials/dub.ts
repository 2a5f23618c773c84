import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dub-key',
    title: 'Dub key',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.dub.co/settings/tokens',
    patterns: [
      prefixed('dub_', '[A-Za-z0-9]{24}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['dub_{base62:24}'],
    clean: ['dub_{base62:7}'],
  }),
] as const;
