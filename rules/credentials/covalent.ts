import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'covalent-key',
    title: 'Covalent key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://goldrush.dev/platform/apikey',
    patterns: [
      prefixed('cqt_', '[A-Za-z0-9]{27}'),
      prefixed('ckey_', '[A-Za-z0-9]{27}'),
    ],
    leaks: ['cqt_{base62:27}', 'ckey_{base62:27}'],
    clean: ['cqt_{base62:6}', 'ckey_{base62:6}'],
  }),
] as const;
