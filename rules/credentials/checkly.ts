import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'checkly-key',
    title: 'Checkly key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.checklyhq.com/settings/user/api-keys',
    patterns: [
      prefixed('cu_', '[0-9a-f]{32}'),
      assigned(['checkly'], '[0-9a-f]{32}'),
    ],
    leaks: ['cu_{hex:32}', 'CHECKLY_TOKEN={hex:32}'],
    clean: ['cu_{hex:8}', 'CHECKLY_TOKEN=$CHECKLY_TOKEN'],
  }),
] as const;
