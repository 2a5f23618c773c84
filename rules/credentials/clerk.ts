import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'clerk-key',
    title: 'Clerk key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.clerk.com/last-active?path=api-keys',
    patterns: [
      assigned(['clerk'], 'sk_live_[A-Za-z0-9]{40,60}|sk_test_[A-Za-z0-9]{40,60}'),
    ],
    leaks: ['CLERK_TOKEN=sk_live_{base62:40}'],
    clean: ['CLERK_TOKEN=$CLERK_TOKEN'],
  }),
] as const;
