import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vast-key',
    title: 'Vast.ai key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://cloud.vast.ai/manage-keys/',
    patterns: [
      assigned(['vast_ai', 'vastai', 'vast_api'], '[0-9a-f]{64}'),
    ],
    leaks: ['VAST_AI_TOKEN={hex:64}'],
    clean: ['VAST_AI_TOKEN=$VAST_AI_TOKEN'],
  }),
] as const;
