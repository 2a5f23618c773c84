import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zapier-webhook',
    title: 'Zapier webhook',
    severity: 'medium',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://zapier.com/app/zaps',
    patterns: [
      pattern(['hooks.zapier.com'], 'hooks\\.zapier\\.com/hooks/catch/(?<secret>\\d{4,12}/[0-9a-z]{5,12}|[A-Za-z0-9]{16})(?![0-9A-Za-z])'),
    ],
    leaks: ['https://hooks.zapier.com/hooks/catch/{digits:8}/{alnum:7}'],
    clean: ['https://hooks.zapier.com/hooks/catch/'],
  }),
] as const;
