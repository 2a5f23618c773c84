import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailerlite-key',
    title: 'MailerLite key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.mailerlite.com/integrations/api',
    patterns: [
      assigned(['mailerlite'], '[0-9a-f]{32}'),
    ],
    leaks: ['MAILERLITE_TOKEN={hex:32}'],
    clean: ['MAILERLITE_TOKEN=$MAILERLITE_TOKEN'],
  }),
] as const;
