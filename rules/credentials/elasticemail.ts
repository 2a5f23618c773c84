import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'elasticemail-key',
    title: 'Elastic Email key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.elasticemail.com/marketing/settings/new/manage-api',
    patterns: [
      assigned(['elasticemail', 'elastic_email'], '[0-9A-F]{96}'),
    ],
    leaks: ['ELASTICEMAIL_TOKEN={HEX:96}'],
    clean: ['ELASTICEMAIL_TOKEN=$ELASTICEMAIL_TOKEN'],
  }),
] as const;
