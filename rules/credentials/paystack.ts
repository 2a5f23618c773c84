import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'paystack-key',
    title: 'Paystack key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.paystack.com/#/settings/developers',
    references: ['https://hub.meltano.com/extractors/tap-paystack--airbyte'],
    patterns: [
      assigned(['paystack'], '[0-9a-f]{40}|sk_live_[0-9a-f]{40}|sk_test_[0-9a-f]{40}'),
    ],
    leaks: ['PAYSTACK_TOKEN={hex:40}'],
    clean: ['PAYSTACK_TOKEN=$PAYSTACK_TOKEN'],
  }),
] as const;
