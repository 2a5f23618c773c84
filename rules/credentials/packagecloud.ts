import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'packagecloud-token',
    title: 'packagecloud token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://packagecloud.io/api_token',
    patterns: [
      assigned(['packagecloud'], '[0-9a-f]{48}'),
    ],
    leaks: ['PACKAGECLOUD_TOKEN={hex:48}'],
    clean: ['PACKAGECLOUD_TOKEN=$PACKAGECLOUD_TOKEN'],
  }),
] as const;
