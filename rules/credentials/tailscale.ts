import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'tailscale-key',
    title: 'Tailscale key',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://login.tailscale.com/admin/settings/keys',
    references: ['https://nango.dev/docs/integrations/all/tailscale-api-key'],
    patterns: [
      prefixed('tskey-', '(?:[a-z]{2,10}-)?[A-Za-z0-9_]{4,32}-[A-Za-z0-9_]{6,50}'),
    ],
    leaks: ['tskey-auth-{base62:12}-{base62:32}'],
    clean: ['tskey-auth'],
  }),
] as const;
