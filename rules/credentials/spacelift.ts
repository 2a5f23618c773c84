import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'spacelift-key',
    title: 'Spacelift key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.spacelift.io/integrations/api',
    patterns: [
      assigned(['spacelift'], '[0-9a-f]{64}'),
    ],
    leaks: ['SPACELIFT_TOKEN={hex:64}'],
    clean: ['SPACELIFT_TOKEN=$SPACELIFT_TOKEN'],
  }),
] as const;
