import { ASSIGNS, assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'qdrant-key',
    title: 'Qdrant API key',
    severity: 'high',
    allows: 'read and change every collection of a cluster',
    revoke: 'https://cloud.qdrant.io/',
    references: ['https://docs.langchain.com/oss/python/integrations/vectorstores/qdrant'],
    patterns: [
      pattern(['qdrant'], `qdrant[\\w.\\t -]{0,40}${ASSIGNS}(?<secret>eyJ[\\w-]{10,300}\\.eyJ[\\w-]{8,1000}\\.[\\w-]{20,200})(?![\\w-])`, { flags: 'i', evidence: [{ name: 'jwt' }] }),
      assigned(['qdrant'], '[A-Za-z0-9_|-]{54,120}'),
    ],
    leaks: ['QDRANT_API_KEY={jwt}', 'QDRANT_API_KEY={base64url:53}k'],
    clean: ['QDRANT_API_KEY=$QDRANT_API_KEY', 'QDRANT_API_KEY=your-qdrant-api-key'],
  }),
] as const;
