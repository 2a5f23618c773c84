import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'novita-key',
    title: 'Novita key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://novita.ai/settings/key-management',
    references: ['https://docs.continue.dev/customize/model-providers/more/novita'],
    patterns: [
      prefixed('sk_', '[A-Za-z0-9_-]{43}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['sk_{base62:43}'],
    clean: ['sk_{base62:10}'],
  }),
] as const;
