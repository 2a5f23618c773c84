import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'telnyx-key',
    title: 'Telnyx key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.telnyx.com/#/app/api-keys',
    patterns: [
      pattern(['KEY0'], '(?<![A-Za-z0-9_])(?<secret>KEY0[0-9A-F]{31}_[A-Za-z0-9]{22})(?![A-Za-z0-9])'),
    ],
    leaks: ['KEY0{HEX:31}_{base62:22}'],
    clean: ['KEY0{HEX:5}'],
  }),
] as const;
