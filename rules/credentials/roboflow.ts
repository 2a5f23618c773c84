import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'roboflow-key',
    title: 'Roboflow key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.roboflow.com/settings/api',
    patterns: [
      assigned(['roboflow'], '[A-Za-z0-9]{20}'),
    ],
    leaks: ['ROBOFLOW_TOKEN={base62:20}'],
    clean: ['ROBOFLOW_TOKEN=$ROBOFLOW_TOKEN'],
  }),
] as const;
