import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sales-service-key',
    title: 'Key of a sales service (Salesloft, Apollo, Customer.io)',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://accounts.salesloft.com/oauth/applications',
    patterns: [
      prefixed('ak_', '[0-9a-f]{64}'),
      assigned(['customer.io', 'customerio', 'tracking_api_key', 'tracking api key'], '[0-9a-f]{20}'),
    ],
    leaks: ['ak_{hex:64}'],
    clean: ['ak_{hex:7}'],
  }),
] as const;
