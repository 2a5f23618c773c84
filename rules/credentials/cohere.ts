import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cohere-key',
    title: 'Cohere key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://dashboard.cohere.com/api-keys',
    references: ['https://docs.continue.dev/customize/model-providers/more/cohere'],
    patterns: [
      assigned(['cohere', 'co_api_key'], '[A-Za-z0-9]{40}'),
    ],
    leaks: ['COHERE_API_KEY={base62:40}'],
    clean: ['COHERE_API_KEY=$COHERE_API_KEY'],
  }),
] as const;
