import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'json-web-token',
    title: 'JSON Web Token',
    severity: 'high',
    allows: 'act as the subject that it names until it expires',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html',
    references: ['https://www.rfc-editor.org/rfc/rfc7519'],
    steps: ['End the session or delete the account that it names.', 'If it does not expire, rotate the key that signed it.'],
    patterns: [
      pattern(['eyJ'], '(?<![A-Za-z0-9_.-](?<!\\\\[nrt]))(?<secret>eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{8,6000}(?:\\.(?:[\\w-]{6,4000}|(?![\\w-]))|(?![\\w.-])))', { evidence: [{ name: 'jwt' }] }),
      pattern(['ZXlK'], '(?<![A-Za-z0-9+/_-])(?<secret>ZXlK[A-Za-z0-9+/]{100,8000}={0,2})', { confidence: 'low', evidence: [{ name: 'base64-holds', options: { holds: '.eyJ' } }] }),
    ],
    leaks: ['Cookie: session={jwt}', 'SERVICE_TOKEN={jwt}', '{jwt:none}'],
    clean: ['eyJhbGciOiJub25lIn0', '{base64url:40}.{base64url:40}.{base64url:40}'],
  }),
] as const;
