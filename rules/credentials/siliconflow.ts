import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'siliconflow-key',
    title: 'SiliconFlow API key',
    severity: 'high',
    allows: 'call models at the owner’s cost',
    revoke: 'https://cloud.siliconflow.cn/account/ak',
    references: ['https://docs.continue.dev/customize/model-providers/more/siliconflow'],
    patterns: [
      assigned(['siliconflow', 'silicon_flow', 'silicon_cloud'], 'sk-[a-z]{48}'),
    ],
    leaks: ['SILICONFLOW_API_KEY=sk-{lower:48}'],
    clean: ['SILICONFLOW_API_KEY=sk-your-key-here'],
  }),
] as const;
