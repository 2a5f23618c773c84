import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kickbox-key',
    title: 'Kickbox key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.kickbox.com/settings/keys',
    patterns: [
      prefixed('live_', '[A-Za-z0-9]{60,70}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['live_{base62:60}'],
    clean: ['live_{base62:15}'],
  }),
] as const;
