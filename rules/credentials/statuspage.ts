import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'statuspage-key',
    title: 'Statuspage key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://manage.statuspage.io/',
    patterns: [
      assigned(['statuspage'], '[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['STATUSPAGE_TOKEN={hex:64}'],
    clean: ['STATUSPAGE_TOKEN=$STATUSPAGE_TOKEN'],
  }),
] as const;
