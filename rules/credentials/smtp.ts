import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'smtp-password',
    title: 'SMTP password',
    severity: 'high',
    allows: 'send mail in the name of the account',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    patterns: [
      pattern(['smtp'], '(?:ses_)?smtp[\\w.-]{0,16}(?:password|passwd|pass|pwd)["\']?[ \\t]{0,4}(?:[:=]|=>)[ \\t]{0,4}["\']?(?<secret>B[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/=])', { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    leaks: ['SMTP_PASSWORD=B{base64:43}'],
    clean: ['SMTP_PASSWORD=$SMTP_PASSWORD'],
  }),
] as const;
