import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'quay-robot-token',
    title: 'Quay robot token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.quay.io/glossary/robot-accounts.html',
    patterns: [
      assigned(['quay'], '[A-Z0-9]{64}'),
      assigned(['quay_oauth'], '[A-Za-z0-9]{40}'),
    ],
    leaks: ['QUAY_TOKEN={ALNUM:64}', 'QUAY_OAUTH_TOKEN={base62:40}'],
    clean: ['QUAY_TOKEN=$QUAY_TOKEN', 'QUAY_OAUTH_TOKEN=$QUAY_OAUTH_TOKEN'],
  }),
] as const;
