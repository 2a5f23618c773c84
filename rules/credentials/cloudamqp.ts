import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'cloudamqp-key',
    title: 'CloudAMQP key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://customer.cloudamqp.com/apikeys',
    patterns: [
      assigned(['cloudamqp'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['CLOUDAMQP_TOKEN={uuid}'],
    clean: ['CLOUDAMQP_TOKEN=$CLOUDAMQP_TOKEN'],
  }),
] as const;
