import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'serpapi-key',
    title: 'SerpApi key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://serpapi.com/manage-api-key',
    references: ['https://docs.langchain.com/oss/python/integrations/tools/google_jobs'],
    patterns: [
      assigned(['serpapi', 'serp_api'], '[0-9a-f]{64}'),
    ],
    leaks: ['SERPAPI_TOKEN={hex:64}'],
    clean: ['SERPAPI_TOKEN=$SERPAPI_TOKEN'],
  }),
] as const;
