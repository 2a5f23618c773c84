import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'honeycomb-key',
    title: 'Honeycomb key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ui.honeycomb.io/account',
    patterns: [
      prefixed('hcaik_', '[a-z0-9]{58}'),
      prefixed('hcamk_', '[a-z0-9]{58}'),
      prefixed('hcxik_', '[a-z0-9]{58}'),
      assigned(['honeycomb'], '[a-z0-9]{32}|[A-Za-z0-9]{22}'),
    ],
    leaks: ['hcaik_{alnum:58}', 'hcamk_{alnum:58}', 'hcxik_{alnum:58}', 'HONEYCOMB_TOKEN={alnum:32}'],
    clean: ['hcaik_{alnum:14}', 'hcamk_{alnum:14}', 'hcxik_{alnum:14}', 'HONEYCOMB_TOKEN=$HONEYCOMB_TOKEN'],
  }),
] as const;
