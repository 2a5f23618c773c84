import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'duffel-token',
    title: 'Duffel token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.duffel.com/',
    patterns: [
      prefixed('duffel_live_', '[A-Za-z0-9_-]{43}'),
      prefixed('duffel_test_', '[A-Za-z0-9_-]{43}'),
      pattern(['duffel_'], '(?<![A-Za-z0-9])(?<secret>duffel_(?:live|test)_[\\w=-]{43})(?![\\w=-])'),
    ],
    leaks: ['duffel_live_{base62:43}', 'duffel_test_{base62:43}'],
    clean: ['duffel_live_{base62:10}', 'duffel_test_{base62:10}'],
  }),
] as const;
