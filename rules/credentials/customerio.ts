import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'customerio-key',
    title: 'Customer.io key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://fly.customer.io/settings/api_credentials',
    patterns: [
      assigned(['customer_io', 'tracking_api_key', 'tracking api key'], '[0-9a-f]{20}|[0-9a-f]{32}'),
    ],
    leaks: ['CUSTOMER_IO_TOKEN={hex:20}'],
    clean: ['CUSTOMER_IO_TOKEN=$CUSTOMER_IO_TOKEN'],
  }),
] as const;
