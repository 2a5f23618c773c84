import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'todoist-token',
    title: 'Todoist token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.todoist.com/app/settings/integrations/developer',
    patterns: [
      assigned(['todoist'], '[0-9a-f]{40}'),
    ],
    leaks: ['TODOIST_TOKEN={hex:40}'],
    clean: ['TODOIST_TOKEN=$TODOIST_TOKEN'],
  }),
] as const;
