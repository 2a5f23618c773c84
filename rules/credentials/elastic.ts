import { assigned, beside, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'elastic-key',
    title: 'Elastic key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://www.elastic.co/docs/deploy-manage/api-keys',
    patterns: [
      prefixed('essu_', '[A-Za-z0-9+/]{60,100}={0,2}'),
      assigned(['elastic'], '[A-Za-z0-9+/]{58}==|[A-Za-z0-9+/]{60}'),
    ],
    companions: [beside('cluster', '(?:elastic\\w{0,20})?cloud_?id', '[\\w-]{1,40}:[A-Za-z0-9+/=]{20,200}')],
    leaks: ['essu_{base62:72}'],
    clean: ['essu_{base62:7}'],
  }),
] as const;
