import { issued, pattern } from '../../src/rule/issued.js';

const fixture = { evidence: [{ name: 'fixture' }] } as const;

export const rules = [
  issued({
    id: 'json-web-key',
    title: 'JSON Web Key, private or symmetric',
    severity: 'critical',
    allows: 'sign or decrypt as its owner',
    revoke: 'https://www.rfc-editor.org/rfc/rfc7517',
    patterns: [
      pattern(['"kty"'], '"kty"\\s{0,4}:\\s{0,4}"(?:RSA|EC|OKP)"[^{}]{0,1200}?"d"\\s{0,4}:\\s{0,4}"(?<secret>[\\w-]{40,700})"', fixture),
      pattern(['"d"'], '"d"\\s{0,4}:\\s{0,4}"(?<secret>[\\w-]{40,700})"[^{}]{0,3000}?"kty"\\s{0,4}:', fixture),
      pattern(['"kty"'], '"kty"\\s{0,4}:\\s{0,4}"oct"[^{}]{0,400}?"k"\\s{0,4}:\\s{0,4}"(?<secret>[\\w-]{16,400})"', fixture),
      pattern(['"k"'], '"k"\\s{0,4}:\\s{0,4}"(?<secret>[\\w-]{16,400})"[^{}]{0,400}?"kty"\\s{0,4}:\\s{0,4}"oct"', fixture),
    ],
    leaks: ['{"kty":"EC","crv":"P-256","x":"{base64url:43}","y":"{base64url:43}","d":"{base64url:43}"}', '{"kty":"oct","alg":"HS256","k":"{base64url:43}"}', '{"d":"{base64url:43}","kty":"OKP","x":"{base64url:43}"}'],
    clean: ['{"kty":"EC","crv":"P-256","x":"{base64url:43}","y":"{base64url:43}"}'],
  }),
] as const;
