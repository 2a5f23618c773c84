import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'open-vsx-token',
    title: 'Open VSX token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://open-vsx.org/user-settings/tokens',
    patterns: [
      prefixed('ovsxat_', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('ovsxp_', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['ovsxat_{uuid}'],
    clean: ['ovsxat_{hex:8}'],
  }),
] as const;
