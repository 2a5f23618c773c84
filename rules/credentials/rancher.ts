import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rancher-token',
    title: 'Rancher token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys',
    patterns: [
      pattern(['token-'], '(?<![A-Za-z0-9])(?<secret>token-[a-z0-9]{5}:[a-z0-9]{54})(?![a-z0-9])'),
    ],
    leaks: ['token-{alnum:5}:{alnum:54}'],
    clean: ['token-{alnum:5}'],
  }),
] as const;
