import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'onelogin-secret',
    title: 'OneLogin secret',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials',
    patterns: [
      assigned(['onelogin'], '[0-9a-f]{64}'),
    ],
    leaks: ['ONELOGIN_TOKEN={hex:64}'],
    clean: ['ONELOGIN_TOKEN=$ONELOGIN_TOKEN'],
  }),
] as const;
