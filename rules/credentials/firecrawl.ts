import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'firecrawl-key',
    title: 'Firecrawl key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.firecrawl.dev/app/api-keys',
    patterns: [
      prefixed('fc-', '[0-9a-f]{32}'),
    ],
    leaks: ['fc-{hex:32}'],
    clean: ['fc-{hex:8}'],
  }),
] as const;
