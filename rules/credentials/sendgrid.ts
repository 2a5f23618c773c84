import { issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sendgrid-key',
    title: 'SendGrid key',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://app.sendgrid.com/settings/api_keys',
    references: ['https://nango.dev/docs/integrations/all/sendgrid'],
    patterns: [
      prefixed('SG.', '[\\w-]{22}\\.[\\w-]{43}'), prefixed('SG.', '(?:[\\w-]{16,32}\\.[\\w-]{16,64}|[\\w=.-]{66})', { confidence: 'low', evidence: [{ name: 'random' }] }),
    ],
    leaks: ['SG.{base62:22}.{base62:43}'],
    clean: ['SG.{base62:7}.{base62:7}'],
  }),
] as const;
