import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'anyscale-key',
    title: 'Anyscale key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.anyscale.com/',
    patterns: [
      prefixed('esecret_', '[a-z0-9]{26}'),
    ],
    leaks: ['esecret_{alnum:26}'],
    clean: ['esecret_{alnum:6}'],
  }),
] as const;
