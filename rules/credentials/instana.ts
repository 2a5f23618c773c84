import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'instana-key',
    title: 'Instana key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.ibm.com/docs/en/instana-observability',
    patterns: [
      assigned(['instana'], '[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['INSTANA_TOKEN={base62:22}'],
    clean: ['INSTANA_TOKEN=$INSTANA_TOKEN'],
  }),
] as const;
