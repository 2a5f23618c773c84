import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'apollo-key',
    title: 'Apollo key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.apollo.io/keys/',
    patterns: [
      assigned(['apollo.io', 'apollo_api', 'apollo_key', 'apolloio'], '[A-Za-z0-9_-]{22}'),
      pattern(['service:'], '(?<![A-Za-z0-9])(?<secret>(?:service|user):[A-Za-z][\\w-]{1,60}:[\\w-]{22})(?![\\w-])', { evidence: [{ name: 'random' }] }),
    ],
    leaks: ['APOLLO_IO_TOKEN={base62:22}'],
    clean: ['APOLLO_IO_TOKEN=$APOLLO_IO_TOKEN'],
  }),
] as const;
