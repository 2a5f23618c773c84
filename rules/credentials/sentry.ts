import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sentry-token',
    title: 'Sentry token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://sentry.io/settings/account/api/auth-tokens/',
    references: ['https://docs.sentry.io/account/auth-tokens/'],
    patterns: [
      prefixed('sntrys_', 'eyJ[\\w+/=-]{50,300}(?:_|==?)[\\w+/-]{43}'),
      prefixed('sntryu_', '[0-9a-f]{64}'),
      assigned(['sentry_auth', 'sentry_token', 'sentry_api', 'sentry token'], '[0-9a-f]{64}'),
    ],
    leaks: ['sntryu_{hex:64}', 'sntrys_eyJ{base62:80}_{base62:43}'],
    clean: ['sntryu_{hex:7}'],
  }),
] as const;
