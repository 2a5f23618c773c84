import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailchimp-key',
    title: 'Mailchimp or Mandrill key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://admin.mailchimp.com/account/api/',
    patterns: [
      pattern(['-us'], '(?<![A-Za-z0-9])(?<secret>[0-9a-f]{32}-us\\d{1,2})(?![A-Za-z0-9])', { before: 32 }),
      assigned(['mandrill'], 'md-[A-Za-z0-9_-]{22}'),
    ],
    leaks: ['{hex:32}-us12'],
    clean: ['{hex:7}-us12'],
  }),
] as const;
