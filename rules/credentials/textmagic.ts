import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'textmagic-key',
    title: 'Textmagic key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.textmagic.com/online/api/rest-api/keys',
    patterns: [
      assigned(['textmagic'], '[A-Za-z0-9]{30}'),
    ],
    leaks: ['TEXTMAGIC_TOKEN={base62:30}'],
    clean: ['TEXTMAGIC_TOKEN=$TEXTMAGIC_TOKEN'],
  }),
] as const;
