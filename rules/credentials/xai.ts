import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'xai-key',
    title: 'xAI API key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://console.x.ai/',
    references: ['https://nango.dev/docs/integrations/all/xai'],
    patterns: [
      prefixed('xai-', '[A-Za-z0-9_-]{80}'),
      prefixed('xai-token-', '[A-Za-z0-9]{80}'),
    ],
    leaks: ['xai-{base62:80}', 'xai-token-{base62:80}'],
    clean: ['xai-{base62:7}'],
  }),
] as const;
