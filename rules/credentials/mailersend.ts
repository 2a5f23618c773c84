import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailersend-token',
    title: 'MailerSend token',
    severity: 'high',
    allows: 'send mail in the owner’s name',
    revoke: 'https://app.mailersend.com/api-tokens',
    patterns: [
      prefixed('mlsn.', '[0-9A-Za-z]{64}'),
    ],
    leaks: ['MAILERSEND_API_KEY=mlsn.{hex:64}'],
    clean: ['mlsn.{hex:8}'],
  }),
] as const;
