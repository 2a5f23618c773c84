import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'discourse-key',
    title: 'Discourse key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://meta.discourse.org/t/create-and-configure-an-api-key/230124',
    patterns: [
      assigned(['discourse'], '[0-9a-f]{64}'),
    ],
    leaks: ['DISCOURSE_TOKEN={hex:64}'],
    clean: ['DISCOURSE_TOKEN=$DISCOURSE_TOKEN'],
  }),
] as const;
