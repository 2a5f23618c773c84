import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'incident-io-key',
    title: 'incident.io key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.incident.io/settings/api-keys',
    references: ['https://nango.dev/docs/integrations/all/incident-io'],
    patterns: [
      prefixed('inc_', '[0-9a-f]{64}'),
    ],
    leaks: ['inc_{hex:64}'],
    clean: ['inc_{hex:16}'],
  }),
] as const;
