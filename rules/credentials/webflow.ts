import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'webflow-token',
    title: 'Webflow token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://webflow.com/dashboard/account/general',
    patterns: [
      assigned(['webflow'], '[0-9a-f]{64}'),
    ],
    leaks: ['WEBFLOW_TOKEN={hex:64}'],
    clean: ['WEBFLOW_TOKEN=$WEBFLOW_TOKEN'],
  }),
] as const;
