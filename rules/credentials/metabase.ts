import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'metabase-key',
    title: 'Metabase key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.metabase.com/docs/latest/people-and-groups/api-keys',
    patterns: [
      prefixed('mb_', '[A-Za-z0-9+/]{43}='),
    ],
    leaks: ['mb_{base64:43}='],
    clean: ['mb_{base64:10}='],
  }),
] as const;
