import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ringcentral-secret',
    title: 'RingCentral secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developers.ringcentral.com/console',
    patterns: [
      assigned(['ringcentral', 'rc_client'], '[A-Za-z0-9_-]{46}|[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['RINGCENTRAL_TOKEN={base62:46}'],
    clean: ['RINGCENTRAL_TOKEN=$RINGCENTRAL_TOKEN'],
  }),
] as const;
