import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailchimp-key',
    title: 'Mailchimp key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://admin.mailchimp.com/account/api/',
    patterns: [
      pattern(['-us'], '(?<![A-Za-z0-9])(?<secret>[0-9a-f]{32}-us\\d{1,2})(?![A-Za-z0-9])', { before: 32 }),
      assigned(['mailchimp'], '[A-Za-z0-9]{32}-us\\d{1,2}'),
    ],
    leaks: ['{hex:32}-us12'],
    clean: ['{hex:8}-us12'],
  }),
] as const;
