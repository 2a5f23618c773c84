import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tabnine-token',
    title: 'Tabnine token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.tabnine.com/',
    patterns: [
      assigned(['tabnine'], '[0-9a-f]{64}'),
    ],
    leaks: ['TABNINE_TOKEN={hex:64}'],
    clean: ['TABNINE_TOKEN=$TABNINE_TOKEN'],
  }),
] as const;
