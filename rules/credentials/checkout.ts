import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'checkout-key',
    title: 'Checkout.com key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.checkout.com/settings/keys',
    patterns: [
      pattern(['sk_'], '(?<![A-Za-z0-9])(?<secret>sk_(?:sbox_|test_)?(?:[a-z2-7]{26}[a-z*#$=]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?![A-Za-z0-9_-])'),
    ],
    leaks: ['CHECKOUT_SECRET_KEY=sk_{uuid}'],
    clean: ['sk_{hex:8}'],
  }),
] as const;
