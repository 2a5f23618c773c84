import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'upcloud-token',
    title: 'UpCloud token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://hub.upcloud.com/account/api-tokens',
    patterns: [
      prefixed('ucat_', '[A-Za-z0-9]{26,32}'),
    ],
    leaks: ['ucat_{base62:26}'],
    clean: ['ucat_{base62:6}'],
  }),
] as const;
