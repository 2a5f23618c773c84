import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'volcengine-access-key',
    title: 'Volcengine access key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.volcengine.com/iam/keymanage',
    patterns: [
      prefixed('AKLT', '[\\w-]{43,48}'),
    ],
    leaks: ['AKLT{base62:46}'],
    clean: ['AKLT{base62:7}'],
  }),
] as const;
