import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'baidu-cloud-key',
    title: 'Baidu AI Cloud API key',
    severity: 'high',
    allows: 'call models and services at the owner’s cost',
    revoke: 'https://console.bce.baidu.com/iam/#/iam/apikey/list',
    references: ['https://ai.baidu.com/ai-doc/WENXINWORKSHOP/Um2wxbaps'],
    patterns: [
      prefixed('bce-v3/ALTAK-', '[A-Za-z0-9]{21}/[0-9a-f]{40}'),
      assigned(['baidu', 'qianfan', 'wenxin', 'ernie'], '[A-Za-z0-9]{32}|[A-Za-z0-9]{24}'),
    ],
    leaks: ['QIANFAN_API_KEY=bce-v3/ALTAK-{base62:21}/{hex:40}', 'BAIDU_SECRET_KEY={base62:32}'],
    clean: ['bce-v3/ALTAK-{word}'],
  }),
] as const;
