import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'modal-token',
    title: 'Modal token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://modal.com/settings/tokens',
    patterns: [
      prefixed('ak-', '[A-Za-z0-9]{22}', { evidence: [{ name: 'random' }] }),
      prefixed('as-', '[A-Za-z0-9]{22}', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['ak-{base62:22}', 'as-{base62:22}'],
    clean: ['ak-{base62:5}', 'as-{base62:5}'],
  }),
] as const;
