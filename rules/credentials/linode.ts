import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'linode-token',
    title: 'Linode or Akamai token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://cloud.linode.com/profile/tokens',
    patterns: [
      assigned(['linode'], '[0-9a-f]{64}'),
      prefixed('akab-', '[a-z0-9]{16}-[a-z0-9]{16}'),
    ],
    leaks: ['LINODE_TOKEN={hex:64}'],
    clean: ['LINODE_TOKEN=$LINODE_TOKEN'],
  }),
] as const;
