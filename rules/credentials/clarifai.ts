import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clarifai-key',
    title: 'Clarifai key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://clarifai.com/settings/security',
    references: ['https://docs.langchain.com/oss/python/integrations/llms/clarifai'],
    patterns: [
      assigned(['clarifai'], '[0-9a-f]{32}'),
    ],
    leaks: ['CLARIFAI_TOKEN={hex:32}'],
    clean: ['CLARIFAI_TOKEN=$CLARIFAI_TOKEN'],
  }),
] as const;
