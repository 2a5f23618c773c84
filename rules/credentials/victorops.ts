import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'victorops-key',
    title: 'Splunk On-Call key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.victorops.com/',
    patterns: [
      assigned(['victorops'], '[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['VICTOROPS_TOKEN={hex:32}'],
    clean: ['VICTOROPS_TOKEN=$VICTOROPS_TOKEN'],
  }),
] as const;
