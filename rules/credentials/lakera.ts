import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lakera-key',
    title: 'Lakera key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://platform.lakera.ai/account/api-keys',
    patterns: [
      assigned(['lakera'], '[0-9a-f]{64}'),
    ],
    leaks: ['LAKERA_TOKEN={hex:64}'],
    clean: ['LAKERA_TOKEN=$LAKERA_TOKEN'],
  }),
] as const;
