import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'klaviyo-key',
    title: 'Klaviyo key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.klaviyo.com/settings/account/api-keys',
    patterns: [
      prefixed('pk_', '[0-9a-f]{34}'),
      assigned(['klaviyo'], 'pk_[0-9a-f]{34}'),
    ],
    leaks: ['pk_{hex:34}', 'KLAVIYO_TOKEN=pk_{hex:34}'],
    clean: ['pk_{hex:8}', 'KLAVIYO_TOKEN=$KLAVIYO_TOKEN'],
  }),
] as const;
