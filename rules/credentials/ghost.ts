import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ghost-key',
    title: 'Ghost admin key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ghost.org/docs/admin-api/#token-authentication',
    references: ['https://nango.dev/docs/integrations/all/ghost-admin'],
    patterns: [
      keyed(['ghost'], '[0-9a-f]{24}:[0-9a-f]{64}'),
    ],
    leaks: ['GHOST_TOKEN={hex:24}:{hex:64}'],
    clean: ['GHOST_TOKEN=$GHOST_TOKEN'],
  }),
] as const;
