import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'portkey-key',
    title: 'Portkey key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.portkey.ai/api-keys',
    patterns: [
      assigned(['portkey'], '[A-Za-z0-9+/]{27}='),
    ],
    leaks: ['PORTKEY={base64:27}='],
    clean: ['PORTKEY=$PORTKEY'],
  }),
] as const;
