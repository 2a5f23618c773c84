import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'langsmith-key',
    title: 'LangSmith key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://smith.langchain.com/settings',
    references: ['https://docs.langchain.com/langsmith/billing'],
    patterns: [
      prefixed('lsv2_pt_', '[0-9a-f]{32}_[0-9a-f]{10}'),
      prefixed('lsv2_sk_', '[0-9a-f]{32}_[0-9a-f]{10}'),
      prefixed('ls__', '[0-9a-f]{32}'),
    ],
    leaks: ['lsv2_pt_{hex:32}_{hex:10}', 'lsv2_sk_{hex:32}_{hex:10}', 'ls__{hex:32}'],
    clean: ['lsv2_pt_{hex:8}_{hex:2}', 'lsv2_sk_{hex:8}_{hex:2}', 'ls__{hex:8}'],
  }),
] as const;
