import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'loggly-token',
    title: 'Loggly token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.loggly.com/docs/customer-token-authentication-token/',
    patterns: [
      assigned(['loggly'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['LOGGLY_TOKEN={uuid}'],
    clean: ['LOGGLY_TOKEN=$LOGGLY_TOKEN'],
  }),
] as const;
