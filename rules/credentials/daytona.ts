import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'daytona-key',
    title: 'Daytona API key',
    severity: 'high',
    allows: 'start sandboxes at the owner’s cost, and read what is in them',
    revoke: 'https://app.daytona.io/dashboard/keys',
    patterns: [
      prefixed('dtn_', '[0-9a-f]{64}'),
    ],
    leaks: ['DAYTONA_API_KEY=dtn_{hex:64}'],
    clean: ['dtn_{hex:16}'],
  }),
] as const;
