import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'hex-pm-key',
    title: 'Hex.pm key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://hex.pm/dashboard/keys',
    patterns: [
      assigned(['hex_api', 'hexpm', 'hex.pm'], '[0-9a-f]{32}'),
    ],
    leaks: ['HEX_API_TOKEN={hex:32}'],
    clean: ['HEX_API_TOKEN=$HEX_API_TOKEN'],
  }),
] as const;
