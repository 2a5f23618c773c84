import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'alibaba-access-key',
    title: 'Alibaba Cloud access key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://ram.console.aliyun.com/manage/ak',
    patterns: [
      prefixed('LTAI', '[A-Za-z0-9]{12,20}'),
      assigned(['alibaba', 'aliyun'], '[A-Za-z0-9]{30}'),
    ],
    leaks: ['LTAI{base62:20}', 'ALIYUN_ACCESS_KEY_SECRET={base62:30}'],
    clean: ['LTAI{base62:7}'],
  }),
] as const;
