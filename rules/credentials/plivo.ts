import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'plivo-token',
    title: 'Plivo token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://console.plivo.com/dashboard/',
    patterns: [
      assigned(['plivo'], '[A-Za-z0-9]{40}'),
    ],
    companions: [{ label: 'Plivo account', regex: '(?<![A-Za-z0-9])[MS]A[A-Z0-9]{18}(?![A-Za-z0-9])' }],
    leaks: ['PLIVO_TOKEN={base62:40}'],
    clean: ['PLIVO_TOKEN=$PLIVO_TOKEN'],
  }),
] as const;
