import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'salesloft-key',
    title: 'Salesloft key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.salesloft.com/docs/platform/guides/api-key-authentication',
    patterns: [
      prefixed('ak_', '[0-9a-f]{64}'),
    ],
    leaks: ['ak_{hex:64}'],
    clean: ['ak_{hex:16}'],
  }),
] as const;
