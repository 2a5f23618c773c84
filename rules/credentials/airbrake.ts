import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'airbrake-key',
    title: 'Airbrake key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://airbrake.io/users/edit',
    patterns: [
      assigned(['airbrake'], '[0-9a-f]{32}|[0-9a-f]{40}'),
    ],
    leaks: ['AIRBRAKE_TOKEN={hex:32}'],
    clean: ['AIRBRAKE_TOKEN=$AIRBRAKE_TOKEN'],
  }),
] as const;
