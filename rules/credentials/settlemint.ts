import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'settlemint-token',
    title: 'SettleMint token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.settlemint.com/',
    patterns: [
      prefixed('sm_pat_', '[A-Za-z0-9]{16}'),
      prefixed('sm_aat_', '[A-Za-z0-9]{16}'),
      prefixed('sm_sat_', '[A-Za-z0-9]{16}'),
    ],
    leaks: ['sm_pat_{base62:16}', 'sm_aat_{base62:16}', 'sm_sat_{base62:16}'],
    clean: ['sm_pat_{base62:4}', 'sm_aat_{base62:4}', 'sm_sat_{base62:4}'],
  }),
] as const;
