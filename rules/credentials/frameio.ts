import { issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'frameio-token',
    title: 'Frame.io token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.frame.io/app/tokens',
    patterns: [
      prefixed('fio-u-', '[A-Za-z0-9_-]{64}'),
      pattern(['fio-u-'], '(?<![A-Za-z0-9])(?<secret>fio-u-[\\w=-]{64})(?![\\w=-])'),
    ],
    leaks: ['fio-u-{base62:64}'],
    clean: ['fio-u-{base62:16}'],
  }),
] as const;
