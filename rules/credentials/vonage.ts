import { assigned, beside, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vonage-secret',
    title: 'Vonage (Nexmo) secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.nexmo.com/settings',
    patterns: [
      assigned(['vonage', 'nexmo'], '[A-Za-z0-9]{16}|[0-9a-f]{8}'),
    ],
    companions: [beside('key', '(?:vonage|nexmo)_?api_?key', '[0-9a-f]{8}')],
    leaks: ['VONAGE_TOKEN={base62:16}'],
    clean: ['VONAGE_TOKEN=$VONAGE_TOKEN'],
  }),
] as const;
