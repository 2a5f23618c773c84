import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'agora-secret',
    title: 'Agora secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.agora.io/',
    patterns: [
      assigned(['agora'], '[0-9a-f]{32}'),
    ],
    leaks: ['AGORA_TOKEN={hex:32}'],
    clean: ['AGORA_TOKEN=$AGORA_TOKEN'],
  }),
] as const;
