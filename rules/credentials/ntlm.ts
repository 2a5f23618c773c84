import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ntlm-hash',
    title: 'NTLM hash',
    severity: 'medium',
    allows: 'log in with it as it is, or try passwords against it',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    patterns: [
      pattern([':::'], '(?<=:\\d{1,10}:[0-9a-fA-F]{32}:(?<secret>[0-9a-fA-F]{32})):::'),
    ],
    leaks: ['Administrator:500:aad3b435b51404eeaad3b435b51404ee:{hex:32}:::'],
    clean: ['a:1:b:::'],
  }),
] as const;
