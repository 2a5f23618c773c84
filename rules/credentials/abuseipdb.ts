import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'abuseipdb-key',
    title: 'AbuseIPDB key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.abuseipdb.com/account/api',
    patterns: [
      assigned(['abuseipdb'], '[0-9a-f]{80}'),
    ],
    leaks: ['ABUSEIPDB_TOKEN={hex:80}'],
    clean: ['ABUSEIPDB_TOKEN=$ABUSEIPDB_TOKEN'],
  }),
] as const;
