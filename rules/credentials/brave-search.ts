import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'brave-search-key',
    title: 'Brave Search key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://api-dashboard.search.brave.com/app/keys',
    patterns: [
      pattern(['BSA'], '(?<![A-Za-z0-9])(?<secret>BSA[\\w-]{28})(?![\\w-])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['BRAVE_API_KEY=BSA{base62:28}'],
    clean: ['BSA{base62:8}'],
  }),
] as const;
