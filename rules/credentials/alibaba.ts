import { assigned, drawn, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'alibaba-access-key',
    title: 'Alibaba Cloud access key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://ram.console.aliyun.com/manage/ak',
    patterns: [
      prefixed('LTAI', '[A-Za-z0-9]{12,20}'),
      prefixed('STS.', '[A-Za-z0-9]{16,64}', { evidence: [drawn()] }),
      prefixed('CAIS', '[A-Za-z0-9+/_-]{100,1000}={0,2}', { evidence: [drawn()] }),
      assigned(['alibaba', 'aliyun'], '[A-Za-z0-9]{30}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,26}(?![A-Za-z0-9])' }],
    leaks: ['LTAI{base62:20}', 'ALIBABA_CLOUD_ACCESS_KEY_ID=STS.{base62:24}', 'SecurityToken: CAIS{base64:400}', 'ALIYUN_ACCESS_KEY_SECRET={base62:30}'],
    clean: ['LTAI{base62:7}'],
  }),
] as const;
