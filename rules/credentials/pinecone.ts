import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pinecone-key',
    title: 'Pinecone key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://app.pinecone.io/',
    references: ['https://docs.langchain.com/oss/python/integrations/text_embedding/pinecone'],
    patterns: [
      prefixed('pcsk_', '[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}'),
      assigned(['pinecone'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['pcsk_{base62:5}_{base62:63}'],
    clean: ['pcsk_{base62:7}_{base62:7}'],
  }),
] as const;
