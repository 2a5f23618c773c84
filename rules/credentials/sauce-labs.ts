import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sauce-labs-key',
    title: 'Sauce Labs key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.saucelabs.com/user-settings',
    patterns: [
      assigned(['sauce'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['SAUCE_TOKEN={uuid}'],
    clean: ['SAUCE_TOKEN=$SAUCE_TOKEN'],
  }),
] as const;
