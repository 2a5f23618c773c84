import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'openrouter-key',
    title: 'OpenRouter key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://openrouter.ai/keys',
    references: ['https://docs.cline.bot/provider-config/openrouter'],
    patterns: [
      prefixed('sk-or-v1-', '[0-9a-f]{64}'),
      prefixed('sk-or-v1-', '[\\w-]{40,90}', { confidence: 'low' }),
    ],
    leaks: ['sk-or-v1-{hex:64}'],
    clean: ['sk-or-v1-{hex:7}'],
  }),
] as const;
