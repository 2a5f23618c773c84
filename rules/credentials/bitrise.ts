import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bitrise-token',
    title: 'Bitrise token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.bitrise.io/me/account/security',
    patterns: [
      assigned(['bitrise'], '[A-Za-z0-9_-]{86}|[A-Za-z0-9_-]{22}'),
      prefixed('bitpat_', '[A-Za-z0-9]{32,60}'),
    ],
    leaks: ['BITRISE_TOKEN={base62:86}', 'bitpat_{base62:32}'],
    clean: ['BITRISE_TOKEN=$BITRISE_TOKEN', 'bitpat_{base62:8}'],
  }),
] as const;
