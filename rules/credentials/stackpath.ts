import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stackpath-secret',
    title: 'StackPath secret',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://control.stackpath.com/api-management',
    patterns: [
      assigned(['stackpath'], '[0-9a-f]{64}'),
    ],
    leaks: ['STACKPATH_TOKEN={hex:64}'],
    clean: ['STACKPATH_TOKEN=$STACKPATH_TOKEN'],
  }),
] as const;
