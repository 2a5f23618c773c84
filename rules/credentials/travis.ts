import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'travis-token',
    title: 'Travis CI token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.travis-ci.com/account/preferences',
    patterns: [
      assigned(['travis'], '[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['TRAVIS_TOKEN={base62:22}'],
    clean: ['TRAVIS_TOKEN=$TRAVIS_TOKEN'],
  }),
] as const;
