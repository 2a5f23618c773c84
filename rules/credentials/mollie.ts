import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mollie-key',
    title: 'Mollie API key',
    severity: 'critical',
    allows: 'take payments and refund them',
    revoke: 'https://my.mollie.com/dashboard/developers/api-keys',
    references: ['https://docs.mollie.com/reference/authentication'],
    patterns: [
      assigned(['mollie'], 'live_[A-Za-z0-9]{30}|access_[A-Za-z0-9]{30,60}'),
      assigned(['mollie'], 'test_[A-Za-z0-9]{30}', { confidence: 'low' }),
    ],
    leaks: ['MOLLIE_API_KEY=live_{base62:30}', 'MOLLIE_TOKEN=access_{base62:40}', 'MOLLIE_API_KEY=test_{base62:30}'],
    clean: ['MOLLIE_API_KEY=live_{word}'],
  }),
] as const;
