import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'fal-key',
    title: 'fal key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://fal.ai/dashboard/keys',
    references: ['https://nango.dev/docs/api-integrations/veed/connect'],
    patterns: [
      pattern(['fal_', 'fal-'], '(?<![A-Za-z])fal[_-]?(?:ai[_-]?)?(?:api[_-]?)?(?:key|secret)["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[0-9a-f-]{36}:[0-9a-f]{32})', { flags: 'i' }),
    ],
    leaks: ['FAL_KEY={uuid}:{hex:32}'],
    clean: ['FAL_KEY=$X'],
  }),
] as const;
