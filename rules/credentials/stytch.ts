import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'stytch-secret',
    title: 'Stytch secret',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://stytch.com/dashboard/api-keys',
    patterns: [
      prefixed('secret-live-', '[A-Za-z0-9_-]{30,40}='),
      prefixed('secret-test-', '[A-Za-z0-9_-]{30,40}='),
    ],
    leaks: ['secret-live-{base62:30}=', 'secret-test-{base62:30}='],
    clean: ['secret-live-{base62:7}=', 'secret-test-{base62:7}='],
  }),
] as const;
