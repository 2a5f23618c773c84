import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hetzner-token',
    title: 'Hetzner Cloud token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://console.hetzner.cloud/',
    patterns: [
      assigned(['hcloud', 'hetzner'], '[A-Za-z0-9]{64}'),
    ],
    leaks: ['HCLOUD_TOKEN={base62:64}'],
    clean: ['HCLOUD_TOKEN=$HCLOUD_TOKEN'],
  }),
] as const;
