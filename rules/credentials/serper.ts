import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'serper-key',
    title: 'Serper key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://serper.dev/api-key',
    patterns: [
      assigned(['serper'], '[0-9a-f]{40}'),
    ],
    leaks: ['SERPER_TOKEN={hex:40}'],
    clean: ['SERPER_TOKEN=$SERPER_TOKEN'],
  }),
] as const;
