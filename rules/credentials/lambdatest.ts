import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lambdatest-key',
    title: 'LambdaTest key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://accounts.lambdatest.com/security',
    patterns: [
      assigned(['lambdatest', 'lt_access'], '[A-Za-z0-9]{50}'),
    ],
    leaks: ['LAMBDATEST_TOKEN={base62:50}'],
    clean: ['LAMBDATEST_TOKEN=$LAMBDATEST_TOKEN'],
  }),
] as const;
