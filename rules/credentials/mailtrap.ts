import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailtrap-token',
    title: 'Mailtrap token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://mailtrap.io/api-tokens',
    patterns: [
      assigned(['mailtrap'], '[0-9a-f]{32}|[0-9a-f]{14}'),
    ],
    leaks: ['MAILTRAP_TOKEN={hex:32}'],
    clean: ['MAILTRAP_TOKEN=$MAILTRAP_TOKEN'],
  }),
] as const;
