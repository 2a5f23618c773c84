import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'securitytrails-key',
    title: 'SecurityTrails key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://securitytrails.com/app/account/credentials',
    patterns: [
      assigned(['securitytrails'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['SECURITYTRAILS_TOKEN={base62:32}'],
    clean: ['SECURITYTRAILS_TOKEN=$SECURITYTRAILS_TOKEN'],
  }),
] as const;
