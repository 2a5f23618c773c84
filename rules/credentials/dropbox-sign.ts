import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'dropbox-sign-key',
    title: 'Dropbox Sign key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.hellosign.com/home/myAccount#api',
    patterns: [
      assigned(['hellosign', 'dropbox_sign'], '[0-9a-f]{64}'),
    ],
    leaks: ['HELLOSIGN_TOKEN={hex:64}'],
    clean: ['HELLOSIGN_TOKEN=$HELLOSIGN_TOKEN'],
  }),
] as const;
