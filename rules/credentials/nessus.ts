import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nessus-key',
    title: 'Nessus linking key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://docs.tenable.com/nessus/',
    patterns: [
      pattern(['nessuscli'], 'nessuscli[^\\r\\n]{0,80}?--key=(?<secret>[0-9a-f]{64})(?![0-9a-f])'),
      assigned(['tenable', 'nessus'], '[0-9a-f]{64}'),
    ],
    leaks: ['TENABLE_TOKEN={hex:64}', 'nessuscli agent link --key={hex:64} --host=m'],
    clean: ['TENABLE_TOKEN=$TENABLE_TOKEN'],
  }),
] as const;
