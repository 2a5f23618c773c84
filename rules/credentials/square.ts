import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'square-token',
    title: 'Square token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.squareup.com/apps',
    references: ['https://nango.dev/docs/api-integrations/squareup/how-to-register-your-own-squareup-oauth-app'],
    patterns: [
      prefixed('sq0atp-', '[\\w-]{22}'),
      prefixed('sq0csp-', '[\\w-]{43,52}'),
      prefixed('EAAA', '[\\w-]{60}'),
    ],
    leaks: ['sq0atp-{base62:22}', 'EAAA{base62:60}'],
    clean: ['sq0atp-{base62:7}'],
  }),
] as const;
