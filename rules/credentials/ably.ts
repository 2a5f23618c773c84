import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ably-key',
    title: 'Ably key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ably.com/accounts/any/apps',
    patterns: [
      assigned(['ably'], '[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43}'),
      pattern(['ably'], '(?<![A-Za-z])ably[\\w.\\t "\':=(-]{0,40}?(?<secret>[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{43})', { flags: 'i' }),
    ],
    leaks: ['ABLY_TOKEN={base62:6}.{base62:6}:{base62:43}'],
    clean: ['ABLY_TOKEN=$ABLY_TOKEN'],
  }),
] as const;
