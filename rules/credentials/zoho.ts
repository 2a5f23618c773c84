import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zoho-token',
    title: 'Zoho token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://api-console.zoho.com/',
    references: ['https://nango.dev/docs/integrations/all/zoho'],
    patterns: [
      prefixed('1000.', '[0-9a-f]{32}\\.[0-9a-f]{32}'),
    ],
    leaks: ['1000.{hex:32}.{hex:32}'],
    clean: ['1000.{hex:7}.{hex:7}'],
  }),
] as const;
