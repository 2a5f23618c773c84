import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'lark-secret',
    title: 'Lark or Feishu secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://open.larksuite.com/app',
    patterns: [
      assigned(['lark', 'feishu'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['LARK_TOKEN={base62:32}'],
    clean: ['LARK_TOKEN=$LARK_TOKEN'],
  }),
] as const;
