import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ngrok-token',
    title: 'ngrok token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://dashboard.ngrok.com/authtokens',
    patterns: [
      assigned(['ngrok'], '[A-Za-z0-9]{20,32}_[A-Za-z0-9]{20,32}'),
    ],
    leaks: ['NGROK_AUTHTOKEN={base62:27}_{base62:21}'],
    clean: ['NGROK_AUTHTOKEN=$NGROK_AUTHTOKEN'],
  }),
] as const;
