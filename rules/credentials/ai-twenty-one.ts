import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ai-twenty-one-key',
    title: 'AI21 key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://studio.ai21.com/account/api-key',
    patterns: [
      assigned(['ai21'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9]{32}'),
    ],
    leaks: ['AI21_TOKEN={uuid}'],
    clean: ['AI21_TOKEN=$AI21_TOKEN'],
  }),
] as const;
