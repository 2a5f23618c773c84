import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'typeform-token',
    title: 'Typeform token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://admin.typeform.com/user/tokens',
    patterns: [
      prefixed('tfp_', '[A-Za-z0-9_-]{40,59}'),
      pattern(['tfp_'], '(?<![A-Za-z0-9_])(?<secret>tfp_[\\w.=-]{40,59})(?![\\w.=-])'),
    ],
    leaks: ['tfp_{base62:40}'],
    clean: ['tfp_{base62:10}'],
  }),
] as const;
