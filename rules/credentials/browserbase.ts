import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'browserbase-key',
    title: 'Browserbase key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.browserbase.com/settings',
    patterns: [
      prefixed('bb_live_', '[A-Za-z0-9_-]{27}'),
    ],
    leaks: ['bb_live_{base62:27}'],
    clean: ['bb_live_{base62:6}'],
  }),
] as const;
