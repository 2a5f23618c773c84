import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pubnub-key',
    title: 'PubNub key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://admin.pubnub.com/',
    patterns: [
      prefixed('sub-c-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      prefixed('pub-c-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      pattern(['sec-c-'], '(?<![A-Za-z0-9])(?<secret>sec-c-[A-Za-z0-9]{20,60}={0,2})(?![A-Za-z0-9])'),
    ],
    leaks: ['sub-c-{uuid}', 'pub-c-{uuid}'],
    clean: ['sub-c-{hex:8}', 'pub-c-{hex:8}'],
  }),
] as const;
