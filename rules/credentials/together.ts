import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'together-key',
    title: 'Together AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://api.together.ai/settings/api-keys',
    references: ['https://docs.langchain.com/oss/python/integrations/llms/together'],
    patterns: [
      prefixed('tgp_v1_', '[A-Za-z0-9_-]{43}'),
      assigned(['together'], '[0-9a-f]{64}'),
    ],
    leaks: ['tgp_v1_{base62:43}'],
    clean: ['tgp_v1_{base62:7}'],
  }),
] as const;
