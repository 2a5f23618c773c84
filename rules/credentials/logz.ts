import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'logz-token',
    title: 'Logz.io token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.logz.io/#/dashboard/settings/manage-tokens/data-shipping',
    patterns: [
      assigned(['logz.io', 'logzio', 'logz_io'], '[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['LOGZ_IO_TOKEN={base62:32}'],
    clean: ['LOGZ_IO_TOKEN=$LOGZ_IO_TOKEN'],
  }),
] as const;
