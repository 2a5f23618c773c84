import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'paypal-credential',
    title: 'PayPal or Braintree credential',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.paypal.com/dashboard/applications/live',
    references: ['https://nango.dev/docs/integrations/all/paypal'],
    patterns: [
      prefixed('access_token$', 'production\\$[a-z0-9]{16}\\$[0-9a-z]{32}'),
      prefixed('access_token$', 'sandbox\\$[a-z0-9]{16}\\$[0-9a-f]{32}'),
      assigned(['paypal'], '[A-Za-z0-9_-]{80}'),
      assigned(['braintree'], '[0-9a-f]{32}'),
    ],
    companions: [
      { label: 'client', rule: 'client-id-of-an-issuer' },
      { label: 'client', regex: '(?:client[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[A-Za-z0-9_-]{60,90})(?![A-Za-z0-9_-])', flags: 'i' },
      { label: 'merchant', regex: '(?:merchant[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[a-z0-9]{13,20})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['access_token$production${alnum:16}${hex:32}', 'access_token$sandbox${alnum:16}${hex:32}', 'PAYPAL_TOKEN={base62:80}', 'BRAINTREE_TOKEN={hex:32}'],
    clean: ['access_token$production${alnum:4}${hex:8}', 'access_token$sandbox${alnum:4}${hex:8}', 'PAYPAL_TOKEN=$PAYPAL_TOKEN', 'BRAINTREE_TOKEN=$BRAINTREE_TOKEN'],
  }),
] as const;
