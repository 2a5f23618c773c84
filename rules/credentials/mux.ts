import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mux-secret',
    title: 'Mux secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.mux.com/settings/access-tokens',
    patterns: [
      assigned(['mux_token', 'mux_secret', 'mux_access'], '[A-Za-z0-9+/]{75}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['MUX_TOKEN={base64:75}'],
    clean: ['MUX_TOKEN=$MUX_TOKEN'],
  }),
] as const;
