import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wiz-secret',
    title: 'Wiz secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.wiz.io/settings/service-accounts',
    patterns: [
      keyed(['wiz'], '[A-Za-z0-9]{64}'),
    ],
    leaks: ['WIZ_TOKEN={base62:64}'],
    clean: ['WIZ_TOKEN=$WIZ_TOKEN'],
  }),
] as const;
