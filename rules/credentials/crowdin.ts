import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'crowdin-token',
    title: 'Crowdin token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://crowdin.com/settings#api-key',
    patterns: [
      assigned(['crowdin'], '[0-9a-f]{80}|[0-9a-f]{32}'),
    ],
    leaks: ['CROWDIN_TOKEN={hex:80}'],
    clean: ['CROWDIN_TOKEN=$CROWDIN_TOKEN'],
  }),
] as const;
