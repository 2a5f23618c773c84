import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mistral-key',
    title: 'Mistral AI key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.mistral.ai/api-keys',
    references: ['https://docs.langchain.com/oss/python/integrations/chat/mistralai'],
    patterns: [
      assigned(['mistral'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['MISTRAL_API_KEY={base62:32}'],
    clean: ['MISTRAL_API_KEY=$MISTRAL_API_KEY'],
  }),
] as const;
