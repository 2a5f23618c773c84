import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stripe-secret-key',
    title: 'Stripe secret key',
    severity: 'critical',
    allows: 'charge, refund and read customers',
    revoke: 'https://dashboard.stripe.com/apikeys',
    references: ['https://nango.dev/docs/integrations/all/stripe-express', 'https://docs.stripe.com/api/authentication'],
    patterns: [
      prefixed('sk_live_', '[A-Za-z0-9]{10,247}'),
      prefixed('rk_live_', '[A-Za-z0-9]{10,247}'),
      prefixed('sk_prod_', '[A-Za-z0-9]{10,247}'),
      prefixed('rk_prod_', '[A-Za-z0-9]{10,247}'),
      prefixed('whsec_', '[A-Za-z0-9+/]{32,64}={0,2}'),
    ],
    companions: [
      { label: 'Stripe account', regex: '(?<![A-Za-z0-9])acct_[A-Za-z0-9]{16,24}' },
    ],
    leaks: ['STRIPE_KEY=sk_live_{base62:24}', 'rk_live_{base62:99}', 'whsec_{base62:32}'],
    clean: ['pk_live_{base62:8}', 'sk_live_{base62:5}'],
  }),
  issued({
    id: 'stripe-test-key',
    title: 'Stripe test key',
    severity: 'low',
    allows: 'see and change test data',
    revoke: 'https://dashboard.stripe.com/test/apikeys',
    references: ['https://docs.stripe.com/api/authentication'],
    patterns: [
      prefixed('sk_test_', '[A-Za-z0-9]{10,247}'),
      prefixed('rk_test_', '[A-Za-z0-9]{10,247}'),
    ],
    leaks: ['STRIPE_KEY=sk_test_{base62:24}'],
    clean: ['pk_test_{base62:8}'],
  }),
] as const;
