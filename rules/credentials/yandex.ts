import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'yandex-key',
    title: 'Yandex Cloud key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.yandex.cloud/',
    patterns: [
      prefixed('AQVN', '[A-Za-z0-9_-]{35,38}'),
      prefixed('t1.', '[A-Z0-9a-z_-]{1,400}={0,2}\\.[A-Z0-9a-z_-]{86}={0,2}'),
      prefixed('YCAJE', '[A-Za-z0-9_-]{20}'),
    ],
    leaks: ['AQVN{base62:36}'],
    clean: ['AQVN{base62:7}'],
  }),
] as const;
