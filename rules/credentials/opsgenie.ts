import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'opsgenie-key',
    title: 'Opsgenie key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://support.atlassian.com/opsgenie/docs/api-key-management/',
    patterns: [
      assigned(['opsgenie', 'geniekey'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['OPSGENIE_TOKEN={uuid}'],
    clean: ['OPSGENIE_TOKEN=$OPSGENIE_TOKEN'],
  }),
] as const;
