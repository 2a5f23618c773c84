import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tencent-access-key',
    title: 'Tencent Cloud access key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.cloud.tencent.com/cam/capi',
    patterns: [
      prefixed('AKID', '[A-Za-z0-9]{32}'),
      assigned(['tencent'], '[A-Za-z0-9]{32}'),
    ],
    companions: [{ label: 'access key', regex: '(?<![A-Za-z0-9])AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])' }],
    leaks: ['AKID{base62:32}'],
    clean: ['AKID{base62:7}'],
  }),
] as const;
