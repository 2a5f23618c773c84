import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'amplitude-key',
    title: 'Amplitude key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.amplitude.com/analytics/settings/projects',
    patterns: [
      assigned(['amplitude'], '[0-9a-f]{32}'),
    ],
    leaks: ['AMPLITUDE_TOKEN={hex:32}'],
    clean: ['AMPLITUDE_TOKEN=$AMPLITUDE_TOKEN'],
  }),
] as const;
