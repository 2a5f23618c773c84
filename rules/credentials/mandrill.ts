import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mandrill-key',
    title: 'Mandrill key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://mandrillapp.com/settings/',
    patterns: [
      assigned(['mandrill'], 'md-[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['MANDRILL_TOKEN=md-{base62:22}'],
    clean: ['MANDRILL_TOKEN=$MANDRILL_TOKEN'],
  }),
] as const;
