import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'notion-token',
    title: 'Notion token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://www.notion.so/profile/integrations',
    patterns: [
      prefixed('ntn_', '[A-Za-z0-9]{40,50}'),
      assigned(['notion'], 'secret_[A-Za-z0-9]{43}'),
      prefixed('secret_', '[A-Za-z0-9]{43}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['ntn_{base62:46}', 'NOTION_TOKEN=secret_{base62:43}'],
    clean: ['ntn_{base62:7}'],
  }),
] as const;
