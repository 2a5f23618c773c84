import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'langsmith-key',
    title: 'LangSmith or Langfuse key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://smith.langchain.com/settings',
    patterns: [
      prefixed('lsv2_', '(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}'),
      prefixed('sk-lf-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['lsv2_pt_{hex:32}_{hex:10}', 'sk-lf-{uuid}'],
    clean: ['lsv2_pt_{hex:7}_{hex:7}'],
  }),
] as const;
