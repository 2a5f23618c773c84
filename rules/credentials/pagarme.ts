import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pagarme-key',
    title: 'Pagar.me API key',
    severity: 'critical',
    allows: 'take payments and refund them',
    revoke: 'https://dash.pagar.me/',
    patterns: [
      prefixed('ak_live_', '[A-Za-z0-9]{30}'),
      prefixed('ak_test_', '[A-Za-z0-9]{30}', { confidence: 'low' }),
    ],
    leaks: ['PAGARME_API_KEY=ak_live_{base62:30}', 'ak_test_{base62:30}'],
    clean: ['ak_live_{base62:8}'],
  }),
] as const;
