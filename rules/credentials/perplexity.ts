import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'perplexity-key',
    title: 'Perplexity API key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://www.perplexity.ai/settings/api',
    references: ['https://nango.dev/docs/integrations/all/perplexity'],
    patterns: [
      prefixed('pplx-', '[A-Za-z0-9]{48}'),
    ],
    leaks: ['pplx-{base62:48}'],
    clean: ['pplx-{base62:7}'],
  }),
] as const;
