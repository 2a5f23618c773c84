import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'workos-key',
    title: 'WorkOS key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.workos.com/api-keys',
    patterns: [
      assigned(['workos'], '[A-Za-z0-9]{64}|sk_live_[A-Za-z0-9+/]{40,90}={0,2}|sk_test_[A-Za-z0-9+/]{40,90}={0,2}'),
    ],
    leaks: ['WORKOS_TOKEN={base62:64}', 'WORKOS_API_KEY=sk_live_{base62:75}'],
    clean: ['WORKOS_TOKEN=$WORKOS_TOKEN'],
  }),
] as const;
