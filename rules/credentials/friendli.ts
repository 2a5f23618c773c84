import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'friendli-token',
    title: 'Friendli token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://friendli.ai/suite/setting/tokens',
    patterns: [
      prefixed('flp_', '[A-Za-z0-9]{40,60}'),
    ],
    leaks: ['flp_{base62:40}'],
    clean: ['flp_{base62:10}'],
  }),
] as const;
