import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'razorpay-key',
    title: 'Razorpay key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.razorpay.com/app/keys',
    patterns: [
      prefixed('rzp_live_', '[A-Za-z0-9]{14}'),
      prefixed('rzp_test_', '[A-Za-z0-9]{14}', { confidence: 'low' }),
      assigned(['razorpay'], '[A-Za-z0-9]{24}'),
    ],
    companions: [{ label: 'key id', regex: '(?<![A-Za-z0-9])rzp_(?:live|test)_[A-Za-z0-9]{14}(?![A-Za-z0-9])' }],
    leaks: ['rzp_live_{base62:14}', 'rzp_test_{base62:14}', 'RAZORPAY_TOKEN={base62:24}'],
    clean: ['rzp_live_{base62:3}', 'rzp_test_{base62:3}', 'RAZORPAY_TOKEN=$RAZORPAY_TOKEN'],
  }),
] as const;
