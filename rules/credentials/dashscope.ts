import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dashscope-key',
    title: 'Alibaba Model Studio key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://bailian.console.alibabacloud.com/',
    patterns: [
      assigned(['dashscope', 'qwen', 'bailian'], 'sk-[0-9a-f]{32}'),
    ],
    leaks: ['DASHSCOPE_TOKEN=sk-{hex:32}'],
    clean: ['DASHSCOPE_TOKEN=$DASHSCOPE_TOKEN'],
  }),
] as const;
