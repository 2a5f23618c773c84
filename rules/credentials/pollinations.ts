import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pollinations-key',
    title: 'Pollinations key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://auth.pollinations.ai/',
    patterns: [
      prefixed('plln_sk_', '[A-Za-z0-9]{24,40}'),
      prefixed('plln_pk_', '[A-Za-z0-9]{24,40}', { confidence: 'low' }),
    ],
    leaks: ['plln_sk_{base62:24}', 'plln_pk_{base62:24}'],
    clean: ['plln_sk_{base62:6}', 'plln_pk_{base62:6}'],
  }),
] as const;
