import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'payment-service-key',
    title: 'Key of a payment service (PayPal, Plaid, Adyen, Razorpay, Flutterwave, Paystack)',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    patterns: [
      prefixed('access_token$', '(?:production|sandbox)\\$[0-9a-z]{16}\\$[0-9a-f]{32}'),
      prefixed('access-', '(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('AQE', '[A-Za-z0-9+/]{60,1000}={0,2}\\-[A-Za-z0-9+/=-]{20,60}'),
      prefixed('rzp_live_', '[A-Za-z0-9]{14}'),
      prefixed('FLWSECK', '(?:_TEST)?-[0-9a-h]{12,48}(?:-X)?', { flags: 'i' }),
      prefixed('FLWPUBK', '_TEST-[0-9a-h]{32}-X', { flags: 'i', confidence: 'low' }),
      prefixed('live_', '[\\w-]{35,42}', { evidence: [{ name: 'random' }] }),
      prefixed('duffel_', '(?:live|test)_[\\w=-]{43}'),
      prefixed('EZAK', '[A-Za-z0-9]{54}'),
      prefixed('EZTK', '[A-Za-z0-9]{54}'),
      prefixed('shippo_', '(?:live|test)_[0-9a-f]{40}'),
      prefixed('test_pub_', '[0-9a-f]{31}', { confidence: 'low' }),
      prefixed('test_', '[0-9a-f]{35}', { confidence: 'low' }),
    ],
    leaks: ['access_token$production${alnum:16}${hex:32}', 'rzp_live_{base62:14}', 'EZAK{base62:54}', 'shippo_live_{hex:40}', 'live_{hex:35}'],
    clean: ['access_token$production${alnum:7}${hex:7}'],
  }),
] as const;
