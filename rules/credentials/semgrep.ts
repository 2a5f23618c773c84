import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'semgrep-token',
    title: 'Semgrep token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://semgrep.dev/orgs/-/settings/tokens',
    patterns: [
      assigned(['semgrep'], '[0-9a-f]{64}'),
    ],
    leaks: ['SEMGREP_TOKEN={hex:64}'],
    clean: ['SEMGREP_TOKEN=$SEMGREP_TOKEN'],
  }),
] as const;
