import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'otp-seed',
    title: 'Seed of one-time passwords',
    severity: 'high',
    allows: 'make the second factor of that account',
    revoke: 'https://github.com/google/google-authenticator/wiki/Key-Uri-Format',
    patterns: [
      pattern(['otpauth://'], 'otpauth://[th]otp/[^\\s"\'<>]{1,200}?[?&](?:amp;)?secret=(?<secret>[A-Z2-7]{8,128})', { flags: 'i' }),
      assigned(['totp_secret', 'otp_secret', 'mfa_secret', 'twofactor_secret'], '[a-z2-7]{32}|[a-z2-7]{16}'),
    ],
    leaks: ['TOTP_SECRET={lower32:32}', 'otpauth://totp/{word}:me?secret={base32:32}&issuer={word}'],
    clean: ['TOTP_SECRET=$TOTP_SECRET'],
  }),
] as const;
