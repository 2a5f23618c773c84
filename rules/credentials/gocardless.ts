import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gocardless-token',
    title: 'GoCardless token',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://manage.gocardless.com/developers',
    patterns: [
      prefixed('live_', '[A-Za-z0-9_-]{40}', { evidence: [{ name: 'random' }] }),
      assigned(['gocardless'], '(?:live|sandbox)_[A-Za-z0-9_=-]{35,42}'),
    ],
    leaks: ['live_{base62:40}', 'GOCARDLESS_TOKEN=live_{base62:35}'],
    clean: ['live_{base62:10}', 'GOCARDLESS_TOKEN=$GOCARDLESS_TOKEN'],
  }),
] as const;
