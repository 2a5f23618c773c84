import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'appdynamics-secret',
    title: 'AppDynamics secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.appdynamics.com/appd/24.x/latest/en/extend-splunk-appdynamics/splunk-appdynamics-apis/api-clients',
    patterns: [
      assigned(['appdynamics'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z0-9]{12}'),
    ],
    leaks: ['APPDYNAMICS_TOKEN={uuid}'],
    clean: ['APPDYNAMICS_TOKEN=$APPDYNAMICS_TOKEN'],
  }),
] as const;
