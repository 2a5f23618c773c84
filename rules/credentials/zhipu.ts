import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zhipu-key',
    title: 'Zhipu key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://open.bigmodel.cn/usercenter/apikeys',
    patterns: [
      assigned(['zhipu', 'bigmodel', 'zai_api', 'glm_api'], '[0-9a-f]{32}\\.[A-Za-z0-9]{16}'),
    ],
    leaks: ['ZHIPU_TOKEN={hex:32}.{base62:16}'],
    clean: ['ZHIPU_TOKEN=$ZHIPU_TOKEN'],
  }),
] as const;
