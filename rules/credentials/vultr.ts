import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vultr-key',
    title: 'Vultr key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.vultr.com/settings/#settingsapi',
    patterns: [
      assigned(['vultr'], '[A-Z0-9]{36}'),
    ],
    leaks: ['VULTR_TOKEN={ALNUM:36}'],
    clean: ['VULTR_TOKEN=$VULTR_TOKEN'],
  }),
] as const;
