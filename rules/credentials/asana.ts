import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'asana-token',
    title: 'Asana or ClickUp token',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.asana.com/0/my-apps',
    patterns: [
      assigned(['asana'], '(?:[0-9]/\\d{10,20}:)?[0-9a-z]{32}|\\d{16}'),
      pattern(['pk_'], '(?<![A-Za-z0-9])(?<secret>pk_\\d{1,12}_[A-Z0-9]{32})(?![A-Za-z0-9])'),
    ],
    leaks: ['ASANA_TOKEN=1/{digits:16}:{hex:32}', 'pk_{digits:8}_{ALNUM:32}'],
    clean: ['ASANA_TOKEN=$ASANA_TOKEN'],
  }),
] as const;
