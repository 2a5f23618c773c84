import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clojars-token',
    title: 'Clojars token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://clojars.org/tokens',
    patterns: [
      prefixed('CLOJARS_', '[0-9a-f]{60}'),
      pattern(['CLOJARS_'], '(?<![A-Za-z0-9])(?<secret>CLOJARS_[a-z0-9]{60})(?![a-z0-9])', { flags: 'i' }),
    ],
    leaks: ['CLOJARS_{hex:60}'],
    clean: ['CLOJARS_{hex:15}'],
  }),
] as const;
