import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'maxmind-key',
    title: 'MaxMind license key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.maxmind.com/en/accounts/current/license-key',
    patterns: [
      pattern(['_mmk'], '(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{6}_[A-Za-z0-9]{29,33}_mmk)(?![A-Za-z0-9])', { before: 40 }),
      assigned(['maxmind', 'geoip_license'], '[A-Za-z0-9]{16}'),
    ],
    leaks: ['MAXMIND_TOKEN={base62:16}', 'MAXMIND_LICENSE_KEY={base62:6}_{base62:29}_mmk'],
    clean: ['MAXMIND_TOKEN=$MAXMIND_TOKEN'],
  }),
] as const;
