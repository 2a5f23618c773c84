import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'akeyless-key',
    title: 'Akeyless key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.akeyless.io/docs/access-and-authentication-methods',
    patterns: [
      assigned(['akeyless'], '[A-Za-z0-9+/]{43}='),
    ],
    leaks: ['AKEYLESS_TOKEN={base64:43}='],
    clean: ['AKEYLESS_TOKEN=$AKEYLESS_TOKEN'],
  }),
] as const;
