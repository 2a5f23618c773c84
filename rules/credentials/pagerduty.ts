import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pagerduty-token',
    title: 'PagerDuty token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://support.pagerduty.com/main/docs/api-access-keys',
    patterns: [
      assigned(['pagerduty', 'pager_duty', 'pd_api'], 'u\\+[A-Za-z0-9_-]{18}|[A-Za-z0-9_-]{20}|[0-9a-f]{32}'),
      assigned(['pagerduty_integration'], '[0-9a-f]{32}'),
    ],
    leaks: ['PAGERDUTY_TOKEN=u+{base62:18}', 'PAGERDUTY_INTEGRATION_TOKEN={hex:32}'],
    clean: ['PAGERDUTY_TOKEN=$PAGERDUTY_TOKEN', 'PAGERDUTY_INTEGRATION_TOKEN=$PAGERDUTY_INTEGRATION_TOKEN'],
  }),
] as const;
