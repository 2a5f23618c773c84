import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pipedrive-token',
    title: 'Pipedrive token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.pipedrive.com/settings/api',
    patterns: [
      assigned(['pipedrive'], '[0-9a-f]{40}'),
    ],
    leaks: ['PIPEDRIVE_TOKEN={hex:40}'],
    clean: ['PIPEDRIVE_TOKEN=$PIPEDRIVE_TOKEN'],
  }),
] as const;
