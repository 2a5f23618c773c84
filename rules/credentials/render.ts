import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'render-key',
    title: 'Render API key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.render.com/u/settings#api-keys',
    references: ['https://nango.dev/docs/api-integrations/render-mcp'],
    patterns: [
      prefixed('rnd_', '[A-Za-z0-9]{28,33}'),
    ],
    leaks: ['rnd_{base62:32}'],
    clean: ['rnd_{base62:7}'],
  }),
] as const;
