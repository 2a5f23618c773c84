import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'nsone-key',
    title: 'NS1 key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.nsone.net/#/account/settings/keys',
    patterns: [
      assigned(['nsone', 'ns1_api'], '[A-Za-z0-9]{20}'),
    ],
    leaks: ['NSONE_TOKEN={base62:20}'],
    clean: ['NSONE_TOKEN=$NSONE_TOKEN'],
  }),
] as const;
