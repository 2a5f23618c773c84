import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bigcommerce-token',
    title: 'BigCommerce token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://login.bigcommerce.com/',
    patterns: [
      assigned(['bigcommerce'], '[a-z0-9]{31}|[a-z0-9]{64}'),
    ],
    leaks: ['BIGCOMMERCE_TOKEN={alnum:31}'],
    clean: ['BIGCOMMERCE_TOKEN=$BIGCOMMERCE_TOKEN'],
  }),
] as const;
