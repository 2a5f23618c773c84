import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'asana-token',
    title: 'Asana token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.asana.com/0/my-apps',
    references: ['https://nango.dev/docs/api-integrations/asana/how-to-register-your-own-asana-api-oauth-app'],
    patterns: [
      assigned(['asana'], '1\\/\\d{16}:[0-9a-f]{32}|[a-z0-9]{32}|\\d{16}'),
      assigned(['asana_pat'], '2\\/\\d{16}\\/\\d{16}:[0-9a-f]{32}'),
    ],
    leaks: ['ASANA_TOKEN=1/{digits:16}:{hex:32}', 'ASANA_PAT_TOKEN=2/{digits:16}/{digits:16}:{hex:32}'],
    clean: ['ASANA_TOKEN=$ASANA_TOKEN', 'ASANA_PAT_TOKEN=$ASANA_PAT_TOKEN'],
  }),
] as const;
