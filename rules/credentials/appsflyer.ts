import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'appsflyer-key',
    title: 'AppsFlyer key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://hq1.appsflyer.com/',
    patterns: [
      assigned(['appsflyer'], '[A-Za-z0-9]{22}'),
    ],
    leaks: ['APPSFLYER_TOKEN={base62:22}'],
    clean: ['APPSFLYER_TOKEN=$APPSFLYER_TOKEN'],
  }),
] as const;
