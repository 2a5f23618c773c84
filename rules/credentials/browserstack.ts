import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'browserstack-key',
    title: 'BrowserStack key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.browserstack.com/accounts/profile/details',
    patterns: [
      assigned(['browserstack'], '[A-Za-z0-9]{20}'),
    ],
    leaks: ['BROWSERSTACK_TOKEN={base62:20}'],
    clean: ['BROWSERSTACK_TOKEN=$BROWSERSTACK_TOKEN'],
  }),
] as const;
