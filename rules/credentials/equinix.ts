import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'equinix-token',
    title: 'Equinix Metal token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.equinix.com/profile/api-keys',
    patterns: [
      assigned(['equinix', 'packet_auth'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['EQUINIX_TOKEN={base62:32}'],
    clean: ['EQUINIX_TOKEN=$EQUINIX_TOKEN'],
  }),
] as const;
