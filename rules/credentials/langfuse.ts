import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'langfuse-key',
    title: 'Langfuse key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.langfuse.com/',
    references: ['https://docs.langchain.com/oss/python/integrations/providers/langfuse'],
    patterns: [
      prefixed('sk-lf-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['sk-lf-{uuid}'],
    clean: ['sk-lf-{hex:8}'],
  }),
] as const;
