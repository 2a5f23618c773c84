import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'resend-key',
    title: 'Key of a mail service (Resend, Postmark, SparkPost, Mailjet)',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://resend.com/api-keys',
    patterns: [
      prefixed('re_', '[A-Za-z0-9]{8}_[A-Za-z0-9]{24}'),
      assigned(['postmark'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
      assigned(['sparkpost'], '[0-9a-f]{40}'),
      assigned(['mailjet'], '[0-9a-f]{32}'),
    ],
    leaks: ['re_{base62:8}_{base62:24}', 'POSTMARK_TOKEN={uuid}'],
    clean: ['re_{base62:7}_{base62:7}'],
  }),
] as const;
