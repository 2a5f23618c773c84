import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'huawei-cloud-key',
    title: 'Huawei Cloud key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.huaweicloud.com/iam/#/mine/accessKey',
    patterns: [
      assigned(['huawei', 'hwcloud'], '[A-Za-z0-9]{40}|[A-Z0-9]{20}'),
    ],
    companions: [beside('access key', '(?:huawei\\w{0,12}|hw_?|hwc_?)access_?key(?:_?id)?', '[A-Z0-9]{20}')],
    leaks: ['HUAWEI_TOKEN={base62:40}'],
    clean: ['HUAWEI_TOKEN=$HUAWEI_TOKEN'],
  }),
] as const;
