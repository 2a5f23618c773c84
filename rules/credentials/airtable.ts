import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'airtable-token',
    title: 'Airtable token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://airtable.com/create/tokens',
    references: ['https://nango.dev/docs/integrations/all/airtable-pat'],
    patterns: [
      pattern(['pat'], '(?<![A-Za-z0-9])(?<secret>pat[A-Za-z0-9]{14}\\.[0-9a-f]{64})(?![A-Za-z0-9])'),
      assigned(['airtable'], '(?:key|app)[A-Za-z0-9]{14}|[A-Za-z0-9]{17}'),
    ],
    leaks: ['pat{base62:14}.{hex:64}'],
    clean: ['pat{base62:7}.{hex:7}'],
  }),
] as const;
