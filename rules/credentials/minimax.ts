import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'minimax-key',
    title: 'MiniMax key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://platform.minimax.io/',
    references: ['https://docs.continue.dev/customize/model-providers/more/minimax'],
    patterns: [
      pattern(['sk-api-'], '(?<![A-Za-z0-9])(?<secret>sk-api-[\\w-]{80,160})(?![\\w-])'),
    ],
    leaks: ['sk-api-{base62:100}'],
    clean: ['sk-api-{base62:9}'],
  }),
] as const;
