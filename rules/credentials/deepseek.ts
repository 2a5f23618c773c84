import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'deepseek-key',
    title: 'DeepSeek API key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://platform.deepseek.com/api_keys',
    references: ['https://docs.langchain.com/oss/python/integrations/chat/deepseek'],
    patterns: [
      assigned(['deepseek'], 'sk-[0-9a-z]{32}'),
    ],
    leaks: ['DEEPSEEK_API_KEY=sk-{hex:32}'],
    clean: ['DEEPSEEK_API_KEY=$DEEPSEEK_API_KEY'],
  }),
] as const;
