import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'devin-key',
    title: 'Devin key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.devin.ai/settings',
    patterns: [
      prefixed('apk_', '(?:user_)?[A-Za-z0-9+/]{80,300}={0,2}'),
      prefixed('cog_', '[a-z0-9]{52}'),
    ],
    leaks: ['cog_{lower32:52}'],
    clean: ['cog_{lower32:7}'],
  }),
] as const;
