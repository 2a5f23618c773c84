import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'resend-key',
    title: 'Resend key',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://resend.com/api-keys',
    references: ['https://nango.dev/docs/api-integrations/resend/connect'],
    patterns: [
      prefixed('re_', '[A-Za-z0-9]{8}_[A-Za-z0-9]{24}'),
    ],
    leaks: ['re_{base62:8}_{base62:24}'],
    clean: ['re_{base62:2}_{base62:6}'],
  }),
] as const;
