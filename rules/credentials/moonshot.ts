import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'moonshot-key',
    title: 'Moonshot key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://platform.moonshot.ai/console/api-keys',
    patterns: [
      assigned(['moonshot', 'kimi'], 'sk-[A-Za-z0-9]{48}'),
    ],
    leaks: ['MOONSHOT_TOKEN=sk-{base62:48}'],
    clean: ['MOONSHOT_TOKEN=$MOONSHOT_TOKEN'],
  }),
] as const;
