import { issued, keyed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'semaphore-token',
    title: 'Semaphore token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://me.semaphoreci.com/account',
    patterns: [
      keyed(['semaphore'], '[A-Za-z0-9_-]{20}|[0-9a-f]{32}'),
    ],
    leaks: ['SEMAPHORE_TOKEN={base62:20}'],
    clean: ['SEMAPHORE_TOKEN=$SEMAPHORE_TOKEN'],
  }),
] as const;
