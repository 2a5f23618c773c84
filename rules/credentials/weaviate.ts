import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'weaviate-key',
    title: 'Weaviate API key',
    severity: 'high',
    allows: 'read and change every collection of a cluster',
    revoke: 'https://console.weaviate.cloud/',
    references: ['https://docs.langchain.com/oss/python/integrations/vectorstores/weaviate'],
    patterns: [
      assigned(['weaviate', 'wcd_api', 'wcs_api'], '[A-Za-z0-9]{36,40}|[A-Za-z0-9+/_-]{60,160}={0,2}'),
    ],
    leaks: ['WEAVIATE_API_KEY={base62:36}', 'WCD_API_KEY={base64:98}=='],
    clean: ['WEAVIATE_API_KEY=your-api-key'],
  }),
] as const;
