import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'jumpcloud-key',
    title: 'JumpCloud key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.jumpcloud.com/',
    references: ['https://nango.dev/docs/integrations/all/jumpcloud'],
    patterns: [
      assigned(['jumpcloud'], '[0-9a-f]{40}'),
      prefixed('jca_', '[A-Za-z0-9]{36}'),
    ],
    leaks: ['JUMPCLOUD_TOKEN={hex:40}', 'jca_{base62:36}'],
    clean: ['JUMPCLOUD_TOKEN=$JUMPCLOUD_TOKEN', 'jca_{base62:9}'],
  }),
] as const;
