import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'brevo-key',
    title: 'Brevo key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.brevo.com/settings/keys/api',
    patterns: [
      prefixed('xkeysib-', '[0-9a-f]{64}-[A-Za-z0-9]{16}'),
      prefixed('xsmtpsib-', '[0-9a-f]{64}-[A-Za-z0-9]{16}'),
    ],
    leaks: ['xkeysib-{hex:64}-{base62:16}'],
    clean: ['xkeysib-{hex:7}-{base62:7}'],
  }),
] as const;
