import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bugsnag-token',
    title: 'Bugsnag token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.bugsnag.com/settings/my-account/auth-tokens',
    patterns: [
      assigned(['bugsnag'], '[0-9a-f]{32}'),
    ],
    leaks: ['BUGSNAG_TOKEN={hex:32}'],
    clean: ['BUGSNAG_TOKEN=$BUGSNAG_TOKEN'],
  }),
] as const;
