import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'mailgun-key',
    title: 'Mailgun key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.mailgun.com/settings/api_security',
    references: ['https://howtorotate.com/docs/tutorials/mailgun/'],
    patterns: [
      pattern(['key-'], '(?<![A-Za-z0-9_-])(?<secret>key-[0-9a-f]{32})(?![A-Za-z0-9_-])'),
      assigned(['mailgun'], '[0-9a-f]{32}(?:-[0-9a-f]{8}-[0-9a-f]{8})?'),
      assigned(['mailgun'], 'pubkey-[0-9a-f]{32}'),
    ],
    leaks: ['key-{hex:32}', 'MAILGUN_API_KEY={hex:32}-{hex:8}-{hex:8}'],
    clean: ['key-{hex:7}'],
  }),
] as const;
