import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sambanova-key',
    title: 'SambaNova key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.sambanova.ai/apis',
    references: ['https://docs.langchain.com/oss/python/integrations/chat/sambanova'],
    patterns: [
      assigned(['sambanova'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['SAMBANOVA_TOKEN={uuid}'],
    clean: ['SAMBANOVA_TOKEN=$SAMBANOVA_TOKEN'],
  }),
] as const;
